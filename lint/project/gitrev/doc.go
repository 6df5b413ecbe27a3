// Package gitrev reads files of a git repository as they were at a revision.
//
//	repository, err := gitrev.Open()                        // that of the current folder
//	revision, err := repository.Revision("origin/main")
//	defer revision.Close()
//	src, err := revision.Read("manifests/a.json", 16<<20)   // nil: the revision has no such file
//
// It calls git, and lets a repository make git do nothing else than read
// objects: no hook, no filter, no server, no other repository. Nothing is read
// above a limit that the caller gives in bytes.
package gitrev
