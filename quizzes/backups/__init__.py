"""Copy the whole site to one file while it serves, and put such a file back.

`sqlite` and `postgres` each have `backup` and `restore`; `contents` is what both count to tell a whole copy;
`occupied` knows whether a server runs on the database; `files` names, writes and thins out backups.
"""
