// Package gitrev reads files of a git repository as they were at a revision.
//
//	repository, err := gitrev.Open()                        // the one of the current folder
//	revision, err := repository.Revision("origin/main")
//	defer revision.Close()
//	src, err := revision.Read("manifests/a.json", 16<<20)   // nil: the revision has no such file
//
// The package calls git. Whatever the repository configures, git only reads
// objects: it runs no hook and no filter, asks no server and opens no other
// repository. The caller gives a limit in bytes; no larger file is read.
package gitrev
