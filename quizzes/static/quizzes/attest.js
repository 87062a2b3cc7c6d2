/* What HTMX leaves open: where the focus goes, single keys, and an answer that does not arrive. Everything works
   without this file. An answer is sent until it is stored: its form carries a token that the server counts once. */
const SLOW = 1200;
const GIVE_UP = 15000;
const WAITS = [1000, 2000, 3000, 5000, 8000];

/* A verdict is not skipped by the second half of a double tap. */
const GLANCE = 700;
let shown = 0;

const pending = new WeakMap();
const waiting = new Set();

const card = () => document.getElementById("card");
const at = (event, selector) => event.target instanceof Element && event.target.closest(selector);
const inCard = (element) => element instanceof Element && Boolean(element.closest("#card"));
const temporary = (status) => status === 408 || status === 429 || status >= 500;

/* The words are the page's, in its language: attributes of the region that says them. */
function notice(words) {
	const region = document.getElementById("notices");
	const text = region?.getAttribute(`data-${words}`) || "";
	if (region && region.textContent !== text) region.textContent = text;
}

/* ---- Focus ---- */
function focusCard() {
	const error = document.getElementById("card-error");
	const place = document.querySelector("#answer[aria-invalid]") || error || document.getElementById("card-title");
	if (!place) return;
	place.focus({ preventScroll: !error });
	if (!error) window.scrollTo(0, 0);
}

document.addEventListener("htmx:afterSettle", (event) => {
	const { target } = event.detail;
	if (!inCard(target)) return;
	if (target.id === "card") {
		shown = Date.now();
		return focusCard();
	}
	/* A part of the card that was swapped away with the focus in it: on to what came in its place. */
	const place = document.activeElement === document.body && target.querySelector("[tabindex]");
	if (place) place.focus();
});

/* ---- An answer on its way ---- */
function lock(source, on) {
	source.toggleAttribute("data-sending", on);
	for (const button of source.matches("form") ? source.querySelectorAll("button") : [source]) {
		button.ariaDisabled = on ? "true" : null;
	}
}

function forget(source) {
	const state = pending.get(source);
	if (!state) return;
	for (const timer of [state.slow, state.patience, state.again]) clearTimeout(timer);
	waiting.delete(source);
	pending.delete(source);
	lock(source, false);
}

function resend(source) {
	const state = pending.get(source);
	if (!state || !source.isConnected) return;
	clearTimeout(state.again);
	waiting.delete(source);
	const { verb, path, values } = state;
	const target = source.getAttribute("hx-target");
	window.htmx.ajax(verb, path, { source, target, swap: "innerHTML", values }).catch(() => {});
}

function retryLater(source, said) {
	const state = pending.get(source);
	if (!state) return;
	clearTimeout(state.slow);
	clearTimeout(state.patience);
	notice(`${said}-${state.verb}`);
	state.warned = true;
	waiting.add(source);
	state.again = setTimeout(() => resend(source), WAITS[Math.min(state.tries, WAITS.length - 1)]);
	state.tries += 1;
}

document.addEventListener("htmx:beforeRequest", (event) => {
	const { elt: source, requestConfig } = event.detail;
	if (!inCard(source) || source.dataset.quiet) return;
	const state = pending.get(source) || {
		verb: requestConfig.verb,
		path: requestConfig.path,
		values: requestConfig.formData,
		tries: 0,
		warned: false,
	};
	state.slow = setTimeout(() => {
		state.warned = true;
		notice(`silent-${state.verb}`);
	}, SLOW);
	state.patience = setTimeout(() => window.htmx.trigger(source, "htmx:abort"), GIVE_UP);
	pending.set(source, state);
	lock(source, true);
});

for (const [name, said] of Object.entries({ sendError: "lost", timeout: "lost", sendAbort: "silent" })) {
	document.addEventListener(`htmx:${name}`, (event) => retryLater(event.detail.elt, said));
}

document.addEventListener("htmx:beforeOnLoad", (event) => {
	const { elt: source, xhr } = event.detail;
	const state = pending.get(source);
	if (!state) return;
	if (temporary(xhr.status)) {
		retryLater(source, "busy");
		return;
	}
	const { verb, warned } = state;
	forget(source);
	if (xhr.status >= 400) notice(`refused-${verb}`);
	else if (warned) notice(verb === "post" ? "saved" : "");
	else notice("");
});

window.addEventListener("online", () => {
	for (const source of [...waiting]) resend(source);
});

/* While an answer is on its way it can be neither changed nor sent a second time. */
document.addEventListener(
	"click",
	(event) => {
		const hasty = at(event, '.verdict a[data-key="space"]') && Date.now() - shown < GLANCE;
		if (!hasty && !at(event, "[data-sending]")) return;
		event.preventDefault();
		event.stopPropagation();
	},
	true,
);

document.addEventListener(
	"submit",
	(event) => {
		if (!event.target.matches("[data-sending]")) return;
		event.preventDefault();
		event.stopImmediatePropagation();
	},
	true,
);

/* ---- Keys. Only inside the card, and not at all where the student has turned them off. ---- */
const free = (selector) => {
	const found = card().querySelector(selector);
	return found && !found.closest("[data-sending]") ? found : null;
};

function choose(digit) {
	const option = card().querySelectorAll("form:not([data-sending]) :is([name=choice], .item)")[digit - 1];
	if (!option) return press(free(`button[data-key="${digit}"]`));
	if (option.type) option.checked = option.type === "radio" || !option.checked;
	(option.querySelector(".move") || option).focus();
	return true;
}

function press(button) {
	if (button) button.click();
	return Boolean(button);
}

function forward() {
	if (free("input[name=choice]:checked")) return press(free('button[value="sure"]'));
	return press(free('[data-key="space"]') || free('button[value="good"]'));
}

function act(key, place) {
	if (/^[1-9]$/.test(key)) return choose(Number(key));
	if (/^[tf]$/.test(key)) return free(".proposed") && choose(key === "t" ? 1 : 2);
	if (key === "u") return press(free('[data-key="u"]'));
	if (key === "?") return openDialog("keys");
	const item = place.closest(".item");
	if (item && /^Arrow(Up|Down)$/.test(key)) return move(item, key === "ArrowUp" ? -1 : 1);
	const onHeading = place.id === "card-title" || place.id === "card";
	const first = onHeading && /^(Enter| )$/.test(key) && free("#answer, .move");
	if (first) first.focus();
	if (first) return true;
	if (key === "Enter") return onHeading && (press(free('[data-key="space"]')) || press(free("button.primary")));
	return key === " " && !place.matches("button, a, summary, [type=checkbox]") && forward();
}

document.addEventListener("keydown", (event) => {
	const place = document.activeElement;
	const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing);
	if (!plain || !inCard(place) || card().dataset.keys === "off") return;
	if (place.matches("input:not([name=choice]), textarea, select")) return;
	if (act(event.key.length === 1 ? event.key.toLowerCase() : event.key, place)) event.preventDefault();
});

/* ---- Items that are put in order: each number follows the place of its item. ---- */
function number(list) {
	list.querySelectorAll("select").forEach((select, index) => (select.selectedIndex = index + 1));
}

function move(item, by) {
	/* The neighbour is moved and not the item, so that the focus stays. */
	if (by < 0 && item.previousElementSibling) item.after(item.previousElementSibling);
	if (by > 0 && item.nextElementSibling) item.before(item.nextElementSibling);
	number(item.parentElement);
	const [name, { value }] = [item.querySelector(".text").textContent, item.querySelector("select")];
	const { said } = item.parentElement.dataset;
	document.querySelector("[data-moved]").textContent = said.replace("{place}", value).replace("{item}", () => name);
	return true;
}

/* ---- Dialogs open only with script; without it their buttons stay hidden. ---- */
function openDialog(id) {
	const dialog = document.getElementById(id);
	if (!dialog || dialog.open) return false;
	dialog.showModal();
	return true;
}

document.addEventListener("click", (event) => {
	const opener = at(event, "[data-opens]");
	if (opener) openDialog(opener.dataset.opens);
	const mover = at(event, "[data-move]");
	if (mover) move(mover.closest(".item"), mover.dataset.move);
});

/* ---- What only the browser knows, its time zone, and what only script can do. ---- */
function fill(root) {
	const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
	for (const input of root.querySelectorAll("input[data-zone]")) input.value = timeZone || "";
	for (const button of root.querySelectorAll(":is([data-opens], [data-move])[hidden]")) button.hidden = false;
	for (const list of root.querySelectorAll("[data-arrange]")) {
		list.dataset.arrange = "on";
		number(list);
	}
}

document.addEventListener("htmx:load", (event) => fill(event.detail.elt));

/* ---- The account menu closes by Escape, and when the focus leaves it. ---- */
const menu = () => document.querySelector("details.menu[open]");

document.addEventListener("keydown", (event) => {
	if (event.key !== "Escape" || !menu()) return;
	menu().querySelector("summary").focus();
	menu().open = false;
});

document.addEventListener("focusin", (event) => {
	if (menu() && !menu().contains(event.target)) menu().open = false;
});

/* A page that opens on a card starts where a swap would have left the reader. */
document.addEventListener("DOMContentLoaded", () => {
	fill(document);
	if (document.activeElement !== document.body || window.location.hash) return;
	const wrong = document.querySelector('[aria-invalid="true"]');
	if (wrong) wrong.focus();
	else focusCard();
});
