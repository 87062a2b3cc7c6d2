"""What English calls the people and things of a state, where a sentence may use it for the name.

Keys are folded names (`history.names.fold`); values are the words as they are written.
"""

from __future__ import annotations

_USSR = ("Soviet", "Soviets", "USSR")
_RUSSIA = ("Russian", "Russians", "Russo")
_CHINA = ("Chinese", "Sino", "China")
_BOTH = (
    *("Inter-Korean", "inter-Korean", "South-North Korean", "North-South Korean"),
    *("South-North", "North-South", "two Koreas", "Koreas"),
)
_NORTH = ("DPRK", "North Korea", "North Korean", "North Koreans", "North", *_BOTH)
_SOUTH = ("ROK", "South Korea", "South Korean", "South Koreans", "South", *_BOTH)
_KOREA = ("Korean", "Koreans")
_USA = ("American", "Americans", "US", "U.S.")
_UK = ("Britain", "British", "Briton", "Anglo", "English")

DEMONYMS: dict[str, tuple[str, ...]] = {
    "ussr": _USSR,
    "soviet union": _USSR,
    "union of soviet socialist republics": _USSR,
    "russia": _RUSSIA,
    "russian federation": _RUSSIA,
    "russian empire": _RUSSIA,
    "china": _CHINA,
    "people s republic of china": _CHINA,
    "republic of china": (*_CHINA, "Taiwanese"),
    "dprk": _NORTH,
    "north korea": _NORTH,
    "democratic people s republic of korea": _NORTH,
    "rok": _SOUTH,
    "south korea": _SOUTH,
    "republic of korea": _SOUTH,
    "korea": _KOREA,
    "korean empire": _KOREA,
    "usa": _USA,
    "united states": _USA,
    "united states of america": _USA,
    "uk": _UK,
    "united kingdom": _UK,
    "great britain": _UK,
    "japan": ("Japanese",),
    "empire of japan": ("Japanese",),
    "ukraine": ("Ukrainian",),
    "hungary": ("Hungarian",),
    "poland": ("Polish",),
    "yugoslavia": ("Yugoslav", "Yugoslavian"),
    "pakistan": ("Pakistani",),
    "afghanistan": ("Afghan",),
    "albania": ("Albanian",),
    "algeria": ("Algerian",),
    "argentina": ("Argentine", "Argentinian"),
    "argentine republic": ("Argentine", "Argentinian"),
    "australia": ("Australian",),
    "austria": ("Austrian", "Austro"),
    "austria hungary": ("Austro-Hungarian",),
    "belgium": ("Belgian",),
    "bolivia": ("Bolivian",),
    "brazil": ("Brazilian",),
    "bulgaria": ("Bulgarian",),
    "canada": ("Canadian",),
    "chile": ("Chilean",),
    "colombia": ("Colombian",),
    "costa rica": ("Costa Rican",),
    "cuba": ("Cuban",),
    "czechoslovakia": ("Czechoslovak",),
    "denmark": ("Danish", "Dano"),
    "ecuador": ("Ecuadorian",),
    "egypt": ("Egyptian",),
    "estonia": ("Estonian",),
    "ethiopia": ("Ethiopian",),
    "finland": ("Finnish",),
    "france": ("French", "Franco"),
    "german democratic republic": ("East German",),
    "germany": ("German", "Germano"),
    "greece": ("Greek", "Hellenic"),
    "guatemala": ("Guatemalan",),
    "honduras": ("Honduran",),
    "iceland": ("Icelandic",),
    "india": ("Indian", "Indo"),
    "indonesia": ("Indonesian",),
    "iran": ("Iranian", "Persian"),
    "iraq": ("Iraqi",),
    "ireland": ("Irish",),
    "israel": ("Israeli",),
    "italy": ("Italian", "Italo"),
    "jordan": ("Jordanian",),
    "latvia": ("Latvian",),
    "lithuania": ("Lithuanian",),
    "luxembourg": ("Luxembourgish",),
    "mexico": ("Mexican",),
    "morocco": ("Moroccan",),
    "netherlands": ("Dutch", "Netherlandish"),
    "new zealand": ("New Zealand's",),
    "nicaragua": ("Nicaraguan",),
    "norway": ("Norwegian",),
    "ottoman empire": ("Ottoman", "Turkish"),
    "persia": ("Persian",),
    "peru": ("Peruvian",),
    "philippines": ("Philippine", "Filipino"),
    "portugal": ("Portuguese", "Luso"),
    "prussia": ("Prussian",),
    "romania": ("Romanian",),
    "serbia": ("Serbian", "Serb"),
    "spain": ("Spanish", "Hispano"),
    "sweden": ("Swedish", "Swedo"),
    "switzerland": ("Swiss",),
    "thailand": ("Thai", "Siamese"),
    "tunisia": ("Tunisian",),
    "turkey": ("Turkish", "Turco"),
    "uruguay": ("Uruguayan",),
    "venezuela": ("Venezuelan",),
    "vietnam": ("Vietnamese",),
}


_OF_OLD = frozenset(
    (
        "Aragonese Assyrian Babylonian Bohemian Burgundian Byzantine Castilian Croatian Czech Frankish "
        "Georgian Hellenistic Hittite Lombard Macedonian Mongol Mughal Roman Scottish Seleucid Sicilian "
        "Slovak Sumerian Welsh"
    ).split()
)
"""Adjectives of states and peoples that no fact here has as a party, but types name: "scottish-monarchs"."""

ADJECTIVES = _OF_OLD.union(word for words in DEMONYMS.values() for word in words)
"""Words that stand beside a noun and whose article is the noun's: "the Japanese emperor"."""


CAPITALS: dict[str, tuple[str, ...]] = {
    "union of soviet socialist republics": ("Moscow", "Kremlin"),
    "russian federation": ("Moscow", "Kremlin"),
    "people s republic of china": ("Beijing", "Peking"),
    "democratic people s republic of korea": ("Pyongyang",),
    "republic of korea": ("Seoul",),
    "united states of america": ("Washington",),
    "japan": ("Tokyo",),
    "united kingdom": ("London",),
    "france": ("Paris",),
    "germany": ("Berlin", "Bonn"),
    "italy": ("Rome",),
    "austria": ("Vienna",),
    "ukraine": ("Kyiv", "Kiev"),
}
"""Capitals that stand for their governments: "Seoul offered a loan" names the Republic of Korea."""


def _table(text: str) -> dict[str, tuple[str, ...]]:
    """ "name: word, word" lines; every name before the colon gets all the words after it."""
    found: dict[str, tuple[str, ...]] = {}
    for line in text.strip().splitlines():
        names, _, words = line.strip().partition(": ")
        for name in names.split(", "):
            found[name] = (*found.get(name, ()), *words.split(", "))
    return found


INFLECTIONS = _table(
    """
    afghanistan: afghan, afghans
    albania: albano
    america: american, americans, americo
    anhalt: anhaltine
    antigua: antiguan
    arabia: arab, arabs, arabian, arabic
    aragon: aragonese
    argentina, argentine: argentine, argentinian, argentinians, argentines, argentino, rioplatense
    armenia: armenian
    assyria: assyrian
    athens: athenian, athenians
    austria: austrian, austro
    azerbaijan: azeri, azeris, azerbaijani
    babylon: babylonian
    baden: badener
    bahamas: bahamian, bahamians, bahama
    bangladesh: bangladeshi, bengali
    barbados: barbadian, bajan
    basutoland: basuto, basutos, basotho
    bavaria: bavarian, bavarians
    bechuanaland: bechuana, tswana
    belarus, byelorussia, belorussia: belarusian, byelorussian, belorussian, belarus, byelorussia
    belgium: belgian, belgians, belgo, belge
    bermuda: bermudian, bermudan, bermudas
    bohemia: bohemian, bohemians
    bolivia: bolivian, boliviano
    borneo: bornean
    bosnia: bosnian, bosniak
    botswana: tswana, motswana, batswana
    brabant: brabantine
    brandenburg: brandenburger
    brazil: brazilian, brazilians, brazilo
    britain: british, briton, britons, britannic, britannia, anglo, brit
    brittany: breton, bretons
    brunei: bruneian
    bulgaria: bulgar, bulgars, bulgaro
    burgundy: burgundian
    burkina: burkinabe
    burma: burmese, burman
    byzantium: byzantine
    cambodia: cambodian, khmer
    canada: canadian, canadians
    carthage: carthaginian, carthaginians, punic
    castile: castilian
    catalonia: catalan, catalans
    ceylon: ceylonese, sinhalese
    chad: chadian
    chile: chilean, chileans, chilian, chileno, chilenian
    china: chinese, sino, chinaman
    colombia: colombian, columbian, columbia
    comoros, comoro: comorian, comoran
    congo: congolese
    corea, korea: korean, koreans, corean, coreans, corea, korea
    cornwall: cornish
    corsica: corsican
    crete: cretan
    crimea: crimean
    croatia: croat, croats, croatian
    cuba: cuban, cubano
    curacao: curacaoan
    cyprus: cypriot, cypriots, cypriote, cypriotes, cyprian
    czechoslovakia: czechoslovak, czechoslovaks, czecho, slovak, slovaks, czech, czechs
    czechia: czech, czechs
    dahomey: dahomean, dahomeyan
    danzig: danziger
    denmark: danish, dane, danes, dano
    djibouti: djiboutian
    dominica, dominican: dominican, dominicans
    ecuador: ecuadorian, ecuadorean, ecuadoran, equador
    egypt: egyptian, egyptians, egypto
    england: english, englishman, englishmen, anglo
    estonia: estonian, esthonia, esthonian, esthonians
    ethiopia: ethiopian, ethiop, abyssinian
    european: european, europe
    faroe: faroese, faeroese, faeroe
    fiji: fijian, fijians
    finland: finnish, finn, finns, finno
    flanders: flemish, fleming, flemings
    florence: florentine, florentines
    france: french, franco, frenchman, frenchmen, gallic
    gambia: gambian
    geneva: genevan, genevese, genevois
    genoa: genoese, genovese
    georgia: georgian, georgians
    germany: german, germans, germano, germanic
    ghana: ghanaian, ghanian
    granada: granadine, granadian
    greece: greek, greeks, greco, graeco, grecian, hellenic, hellenes, hellene
    greenland: greenlandic, greenlander
    grenada: grenadian
    guadeloupe: guadeloupean
    guatemala: guatemalan, guatemaltecan
    guernsey: guernseyman
    guinea: guinean, guineans, guineo
    guyana, guiana: guyanese, guianese, guianan
    haiti, hayti: haitian, haitians, haytian, haiti, hayti
    hanover: hanoverian, hannover
    hawaii: hawaiian, hawaiians
    hejaz, hedjaz: hejazi, hedjaz, hejaz
    hesse: hessian, hessians
    holland: dutch, dutchman, dutchmen, hollander, hollanders
    honduras: honduran, hondurean, hondureno
    hungary: hungarian, hungarians, magyar, magyars, hungaro
    iceland: icelandic, icelander, icelanders
    india: indian, indians, indo
    indonesia: indonesian
    iran: iranian, iranians, irano, persian, persia
    iraq, irak: iraqi, iraqis, irak, iraki, iraq
    ireland, irish: irish, irishman, irishmen, hibernian, hiberno
    israel: israeli, israelis, israelite
    italy: italian, italians, italo
    jamaica: jamaican
    japan: japanese, nippon, nipponese, japano
    jerusalem: jerusalemite
    jordan: jordanian, transjordan, transjordanian
    kazakhstan: kazakh, kazakhs
    kenya: kenyan
    kosovo: kosovar, kosovan
    kurdistan: kurdish, kurd, kurds
    kuwait: kuwaiti
    kyrgyzstan: kyrgyz, kirghiz, kirgiz, kirghizia
    laos, lao: laotian, lao, laos
    latvia: latvian, lett, lettish, letts, lettonia
    lebanon: lebanese, libanese
    leon: leonese
    lesotho: basotho, sotho
    libya: libyan, libyo
    liechtenstein: liechtensteiner
    lithuania: lithuanian
    lombardy: lombard, lombards
    london: londoner, londoners
    lubeck: lubecker
    luxembourg, luxemburg: luxembourgish, luxembourger, luxemburger, luxemburg, luxembourgian, luxembourg
    macao, macau: macanese, macau, macao
    macedonia, macedon: macedonian, macedonians
    madagascar: malagasy, malagash, madagascan, malgache
    malagasy: madagascar, madagascan, malgache
    malawi: malawian
    malaya, malaysia: malay, malays, malayan, malaysian, malaya
    maldives: maldivian, maldive
    mali: malian
    malta: maltese
    man: manx
    marshall: marshallese
    martinique: martiniquais, martinican
    mauritania: mauritanian
    mauritius: mauritian
    mexico: mexican, mexicans, mexico
    milan: milanese
    modena: modenese
    moldova: moldovan, moldavian, moldavia
    monaco: monegasque, monacan, monacian
    mongolia: mongolian, mongol, mongols
    montenegro: montenegrin, montenegrins
    montserrat: montserratian
    morocco: moroccan, moroccans, moorish, maroc
    moscow: muscovite, muscovites, muscovy
    mozambique: mozambican
    muscat: muscati, muscatian, omani
    myanmar: burmese, burma, myanma
    naples: neapolitan, neapolitans
    nauru: nauruan
    navarre: navarrese
    nepal: nepalese, nepali, nepaul, nepaulese
    netherlands, netherland: dutch, dutchman, dutchmen, netherlandish, netherlander, netherlands, netherland
    newfoundland: newfoundlander
    nicaragua: nicaraguan
    niger: nigerien
    norfolk: norfolker
    normandy: norman, normans
    norway: norwegian, norwegians, norse, norwego
    oldenburg: oldenburger
    oman: omani
    ottoman: ottoman, ottomans, turkish, turk, turks, turco, turkey
    pakistan: pakistani, pakistanis
    palau: palauan
    palestine: palestinian, palestinians
    panama: panamanian, panaman
    papua: papuan
    paraguay: paraguayan
    paris: parisian, parisians, parisien
    parma: parmesan
    persia: persian, persians, perso
    peru: peruvian, peruvians, peruano
    philippines, philippine: philippine, filipino, filipinos, philippines
    poland: polish, pole, poles, polono
    portugal: portuguese, luso, portugese
    provence: provencal
    prussia: prussian, prussians, prusso
    qatar: qatari
    reunion: reunionese
    rhodesia: rhodesian
    romania, roumania, rumania: romanian, roumanian, rumanian, romania, roumania, rumania, romano
    rome: roman, romans
    russia: russian, russians, russo, soviet
    rwanda, ruanda: rwandan, rwandese, ruandan, ruanda, rwanda
    saar, saarland: saarlander, sarre
    salvador: salvadoran, salvadorian, salvadorean, salvadorans
    samoa: samoan
    saxony: saxon, saxons
    scotland: scottish, scots, scot, scotch, scotsman
    senegal: senegalese
    serbia, servia: serb, serbs, serbian, serbo, servian, servia, serbia
    seychelles: seychellois
    siam: siamese, thai
    sicily, sicilies: sicilian, sicilians, sicilies, sicily
    sierra: leonean
    singapore: singaporean
    slovak, slovakia: slovak, slovaks, slovakian, slovakia
    slovene, slovenia: slovene, slovenes, slovenian
    somalia, somaliland, somali: somali, somalis, somalia, somalian, somaliland
    soviet: soviet, soviets
    spain: spanish, spaniard, spaniards, hispano, espana, hispanic
    sudan: sudanese, soudan, soudanese
    surinam, suriname: surinamese, suriname, surinam
    swaziland: swazi, swazis
    sweden: swedish, swede, swedes, swedo
    switzerland: swiss, helvetic, helvetia, helveto
    syria: syrian, syrians, syro
    tahiti: tahitian
    taiwan: taiwanese, formosa, formosan
    tajikistan: tajik, tajiks, tadzhik, tadjik
    tangier: tangerine, tangiers
    tanganyika: tanganyikan
    tanzania: tanzanian
    texas: texan, texans
    thailand: thai, thais
    timor: timorese
    togo, togoland: togolese, togo
    tonga: tongan
    transvaal: transvaaler
    trieste: triestine
    trinidad: trinidadian
    tripoli: tripolitan, tripolitania, tripolitanian
    tunis, tunisia: tunisian, tunisians, tunis, tunisia, tuniso
    turkey: turkish, turk, turks, turco, turkiye
    turkmenistan: turkmen, turkoman
    tuscany: tuscan, tuscans
    tuvalu: tuvaluan
    uganda: ugandan
    ukraine: ukrainian, ukrainians
    uruguay: uruguayan
    uzbekistan: uzbek, uzbeks
    vanuatu: vanuatuan
    vatican: papal, pontifical
    venezuela: venezuelan
    venice: venetian, venetians
    versailles: versaillais
    vienna: viennese, wien
    vietnam: vietnamese, viet
    virgin: virgins
    wales: welsh, welshman, welshmen, cambrian
    warsaw: varsovian
    westphalia: westphalian
    wurtemburg, wurttemberg, wurtemberg: wurttemberg, wurtemberg, wurttemberger
    wurtemburg, wurttemberg, wurtemberg: wurtemburger, wurtemburg
    yemen: yemeni, yemenite
    yugoslavia, jugoslavia: yugoslav, yugoslavs, yugo, jugoslav, jugoslavia, yugoslavia
    zaire: zairean, zairian
    zambia: zambian
    zanzibar: zanzibari
    zealand: zealander, zealanders
    zimbabwe: zimbabwean
    """
)
"""Words made from one word of a name, folded, where they do not grow from it by a common ending."""


BYNAMES = _table(
    """
    united kingdom, uk, great britain: united kingdom, great britain, britain, british, briton, britons
    united kingdom, uk, great britain: northern ireland, britannic, anglo, england, english, uk, gb
    united kingdom, uk, great britain: her majesty s government, his majesty s government, hmg
    united kingdom, uk, great britain: her majestys government, his majestys government, h m government
    united kingdom, uk, great britain: her britannic majesty s government
    united kingdom, uk, great britain: his britannic majesty s government
    united kingdom, uk, great britain: her britannic majesty, his britannic majesty, h m g
    united kingdom, uk, great britain: united kingdom of great britain and northern ireland
    united kingdom, uk, great britain: united kingdom of great britain and ireland
    united kingdom, uk, great britain: great britain and northern ireland, great britain and ireland
    united states, united states of america, usa, us: united states, united states of america
    united states, united states of america, usa, us: united states of north america, usa, us
    united states, united states of america, usa, us: american, americans, americo
    soviet union, ussr, union of soviet socialist republics: soviet, soviets, soviet union, ussr, sssr
    soviet union, ussr, union of soviet socialist republics: union of soviet socialist republics
    soviet union, ussr, union of soviet socialist republics: russia, russian, russians, russo
    union of the soviet socialist republics: soviet, soviets, soviet union, ussr, russian
    russia, russian federation, russian empire: soviet union, muscovy, rsfsr
    netherlands, the netherlands, netherlands the: holland, dutch, low countries
    iran, persia: persia, persian, iran, iranian
    siam, thailand: siam, siamese, thailand, thai
    ceylon, sri lanka: ceylon, ceylonese, sri lanka, sri lankan
    burma, myanmar: burma, burmese, myanmar
    abyssinia, ethiopia: abyssinia, abyssinian, ethiopia, ethiopian
    congo democratic republic of, democratic republic of the congo, zaire: congo, congolese, zaire, zairean
    zimbabwe, southern rhodesia, rhodesia: rhodesia, rhodesian, zimbabwe, zimbabwean
    zambia, northern rhodesia: zambia, zambian
    malawi, nyasaland: malawi, malawian, nyasaland
    ghana, gold coast: ghana, ghanaian, gold coast
    benin, dahomey: benin, beninese, dahomey
    botswana, bechuanaland: botswana, bechuanaland
    lesotho, basutoland: lesotho, basutoland
    belize, british honduras: belize, belizean
    haiti, hayti: haiti, hayti
    ivory coast, cote d ivoire: ivory coast, ivorian, ivorians, ivoirian, cote d ivoire
    cape verde, cabo verde: cape verde, cape verdean, cabo verde
    costa rica: costa rican, costa ricans
    el salvador, salvador: el salvador
    upper volta, burkina faso: upper volta, voltaic, burkina faso
    cambodia, khmer republic, kampuchea: cambodia, cambodian, khmer, kampuchea, kampuchean
    ireland, ireland republic of, republic of ireland, irish free state, eire: eire, irish
    ireland, ireland republic of, republic of ireland, irish free state, eire: irish free state
    ireland, ireland republic of, republic of ireland, irish free state, eire: saorstat eireann
    egypt, united arab republic: egypt, egyptian, united arab republic, uar
    yugoslavia, serb croat slovene state: serb croat slovene, serbs croats and slovenes, yugoslavia, yugoslav
    germany, german empire, germanic confederation: german reich, deutschland, reich
    germany federal republic, west germany, federal republic of germany: frg, west german, bundesrepublik
    germany federal republic, west germany, federal republic of germany: federal german, west germany
    german democratic republic, east germany: gdr, east german, east germans, east germany
    austria hungary: austro hungarian, austro hungary
    ottoman empire, turkey: ottoman, sublime porte, ottoman porte, porte
    china republic of, taiwan, china taiwan: taiwan, taiwanese, formosa, nationalist china, roc
    china, china p r, people s republic of china, peoples republic of china: prc, p r c
    holy see, vatican city, vatican: holy see, vatican, papal, pontifical
    morocco: moorish, moors
    muscat, oman: muscat, oman, omani
    transjordan, jordan: transjordan, trans jordan, jordan
    hejaz, saudi arabia: hejaz, hedjaz, nejd, saudi
    united arab emirates: emirati, emirates, uae, trucial states, trucial
    dominican republic: santo domingo, domingan, dominicana
    south africa: south african, south africans
    new zealand: new zealander, new zealanders, nz
    sardinia: piedmont, piedmontese
    czechoslovakia, czech and slovak federal republic: czechoslovak, czecho slovak, czecho slovakia, csfr
    czechoslovakia, czech and slovak federal republic: czechoslovakia, czecho slovaks
    czech republic: czechia, czechs
    european economic community: eec, european communities, european community
    european community: eec, european economic community, european communities
    european atomic energy community: euratom, eaec
    european coal and steel community: ecsc
    european union: eu
    united nations: un, uno, united nations organisation, united nations organization
    international bank for reconstruction and development: ibrd, world bank, international bank
    international atomic energy agency: iaea
    european space research organisation: esro
    european space agency: esa
    international labour organisation, international labor organisation: ilo
    world health organization, world health organisation: who
    japan: nippon
    moldova, moldova republic of: moldavia, moldavian
    monaco: monegasque
    papua new guinea: papuan
    san marino: sammarinese, san marinese
    isle of man: manx, manxman
    channel islands: channel islander
    st helena, saint helena: st helenian
    st lucia, saint lucia: saint lucia, st lucia, saint lucian, st lucian
    st vincent, saint vincent: st vincent, saint vincent, vincentian
    st kitts and nevis, saint christopher and nevis, st christopher and nevis: st kitts, kittitian, nevisian
    st kitts and nevis, saint christopher and nevis, st christopher and nevis: st christopher
    st kitts and nevis, saint christopher and nevis, st christopher and nevis: saint christopher
    sierra leone: sierra leonean
    solomon islands: solomon islander
    korea democratic people s republic of, north korea, dprk: north korean, north koreans, north korea, dprk
    korea democratic people s republic of, north korea, dprk: northern korea
    korea republic of, south korea, rok: south korean, south koreans, south korea, rok, southern korea
    vietnam socialist rep of, north vietnam, south vietnam: viet nam, vietnam, vietnamese
    vietnam, vietnam republic of: viet nam, indo china
    timor leste: east timor, timorese
    swaziland: eswatini, swazi
    vanuatu, new hebrides: new hebrides, vanuatu
    kiribati, tuvalu: kiribati, tuvalu
    byelorussia s s r, belarus: white russia, white russian, bssr
    ukraine s s r: ukrainian
    madagascar, malagasy republic: malagasy
    libya: libyan arab jamahiriya, jamahiriya
    yemen, south yemen: aden
    washington: washington d c
    istanbul: constantinople, istanbul
    constantinople: istanbul, constantinople, stamboul
    saint petersburg, st petersburg, leningrad, petrograd: st petersburg, saint petersburg, petersburg
    saint petersburg, st petersburg, leningrad, petrograd: leningrad, petrograd
    the hague, hague: hague
    beijing, peking: peking, beijing, pekin
    tokyo: tokio
    oslo, christiania: christiania, kristiania
    mexico city: mexico
    bucharest: bukarest, bucarest
    brussels: bruxelles
    rangoon, yangon: rangoon, yangon
    bangkok: bangkok
    teheran, tehran: teheran, tehran
    kyiv, kiev: kyiv, kiev
    """
)
"""Whole names, folded, and what else a sentence may call the same state, body or city."""


REGULAR = frozenset(
    (
        "aden algeria andorra angola anguilla aruba ascension australia bahrain belize benin bhutan "
        "burundi cameroon cameroons cyrenaica dubai eire eritrea fujairah gabon gibraltar jersey kiribati "
        "liberia maldive mysore micronesia namibia newfoundland nejd nyasaland oceania odessa prague "
        "punjab queensland sarawak sharjah socotra sikkim tasmania tibet tokelau trucial tunisia victoria "
        "zululand australasia manchuria silesia macedonia bessarabia transylvania rumelia roumelia "
        "galicia ajman"
    ).split()
)
"""Names of states and lands from which only regular words are made."""

ENDINGS = (
    "n an ean ian nian vian lian gian rian tian ese nese i ni ish ic ite ino er ers ans ians eans "
    "nians vians s es is ites isers men man ns o ais"
).split()
"""What English adds to a name, or to its stem without a last vowel, to make people and adjectives of it."""

COMMON = frozenset(
    (
        "a al all an and area areas as at authority bank bay bureau by canal central channel christmas "
        "church city civil coal coast cocoa coffee colonial colonies colony commission committee common "
        "commonwealth communities community company condominium confederation conference congress cook "
        "coral council countries country court crown da das de del della delle democratic department "
        "departments dependencies dependency dependent der des development di dis district do dominion "
        "dos du duchy dutchy east eastern atomic agriculture asia inter economic el electorate emirate "
        "emirates empire energy et exchange excluding exc federal federated federation food for former "
        "formerly forces free french fund general german gold government governments grand great group "
        "gulf health high hill holy house inc incl including independent indies inner international in "
        "island islands isle isles ivory keeling king kingdom la labor labour lake land lands las le "
        "leeward les line little long los lower mandated minister ministry military monetary national "
        "nations new nordic north northeast northern northwest o ocean oceania of office on orange order "
        "organisation organization other outer over overseas pacific part parts party patent people "
        "peoples pole police port possessions postal power powers president principality program "
        "programme protectorate protectorates province provinces provisional provs queen red region "
        "regional reg rep republic republics research responsibility responsible river rock royal s saint "
        "san santa santo sao sar sea security see settlement settlements small socialist society south "
        "southeast southern southwest sovereign sovereignty soviet space st state states steel straits "
        "sugar sultanate tariff telecom territorial territories territory the third tin to towns trade "
        "treaty tribunal trust uk un under unfederated union unionterritories united university upper us "
        "usa van virgin von walk west western wheat white windward with world yellow zone zones army "
        "armies command volunteers agency group panel brigade institute duma assembly association "
        "foundation academy league movement front alliance pact field fleet navy force commander "
        "commanders staff airport street bridge palace tower station castle meteorological satellites "
        "exploitation reconstruction bureaux hall old young mount mountain mountains valley saint port "
        "fort lake rio nova nuevo nueva"
    ).split()
)
"""Words of names that are common nouns, or stand in many names: alone they tell nobody."""

COMMON_IN_LOWER_CASE = frozenset(
    (
        "polish pole poles china turkey guinea chad jersey us who man may march nice reading bath cork "
        "male lima split essen mobile orange roman romans scotch swede swedes dane turk porte reich "
        "american canal jordan georgia niger mali norman pacific moor moors morocco brit low parmesan "
        "tangerine german english un gb eu roc rok who ace panama indo cuba franco fleming viet yugo "
        "guineas frank line slaves slavic latin brazil sultan king queen united emirates mongol holland "
        "damask japan"
    ).split()
)
"""Words that are also no name, and name nobody where they begin with a small letter."""

STYLE_NOUNS = frozenset(
    (
        "government governments govt govts kingdom kingdoms republic republics rep state states empire "
        "union federation commonwealth dominion colony protectorate principality duchy confederation "
        "sultanate emirate emirates jamahiriya bailiwick reich territory electorate"
    ).split()
)
"""What a state calls itself: "Republic of …", "the … Government"."""

STYLE_WORDS = frozenset(
    (
        "federal federated democratic people peoples socialist soviet islamic royal imperial hashemite "
        "hashimite hellenic sovereign plurinational bolivarian oriental arab grand free revolutionary "
        "independent united provisional transitional unity federative cooperative co operative serene p r "
        "s d popular national"
    ).split()
)
"""What stands beside such a noun: "the Hashemite Kingdom of …", "… Federal People's Republic"."""
