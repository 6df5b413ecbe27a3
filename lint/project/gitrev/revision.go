package gitrev

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"strings"
	"sync"
)

// Revision is the files of a repository as they were at a commit. It may be
// used from several goroutines.
type Revision struct {
	repository *Repository
	objects    *objectReader
	root       string // hash of the tree of the commit

	mutex sync.Mutex
	trees map[string]gitTree // those read so far, by hash
}

// gitTree is a folder of a commit.
type gitTree map[string]gitEntry

// gitEntry is what a folder of a commit says of a name.
type gitEntry struct{ mode, hash string }

// The modes that are no regular file.
const (
	gitFolder    = "40000"
	gitLink      = "120000"
	gitSubmodule = "160000"
)

// largestTree is the size in bytes above which a folder of a commit is refused:
// a million names take some 40 MB.
const largestTree = 64 << 20

// Revision opens the files at a revision, such as HEAD~1 or origin/main. The error says
// that git does not know it, and what helps.
func (r *Repository) Revision(rev string) (*Revision, error) {
	commit, said, err := r.call("rev-parse", "--verify", rev+"^{commit}")
	switch {
	case err != nil:
		return nil, r.unknown(rev)
	case strings.Contains(said, " is ambiguous"): // a branch may be called origin/main
		return nil, fmt.Errorf("revision %q is ambiguous, because several branches or tags have this name: name one in full, such as refs/remotes/%[1]s or refs/heads/%[1]s", rev)
	}
	objects, err := r.openObjects()
	if err != nil {
		return nil, err
	}
	root, err := objects.hash(strings.TrimSpace(string(commit)) + "^{tree}")
	if err != nil {
		objects.close()
		return nil, fmt.Errorf("revision %q: %w", rev, err)
	}
	return &Revision{repository: r, objects: objects, root: root, trees: map[string]gitTree{}}, nil
}

// Close ends what reads the revision.
func (v *Revision) Close() { v.objects.close() }

// Path is the path of a file in the repository of the revision. The error is that of
// Repository.Path.
func (v *Revision) Path(name string) (string, error) { return v.repository.Path(name) }

// Read is the content of a file at the revision, up to limit bytes; nil if the revision
// does not have the file. The file is named as for Repository.Path. The error is a
// *SizeError, or what git says.
func (v *Revision) Read(name string, limit int) ([]byte, error) {
	at, err := v.repository.Path(name)
	if err != nil {
		return nil, err
	}
	entry, err := v.find(at)
	if err != nil {
		return nil, err
	}
	switch folder := v.repository.nested(at); {
	case entry.mode == "" && folder != "":
		return nil, fmt.Errorf("it belongs to another repository, in the folder %q: change to that folder", folder)
	case entry.mode == "" || entry.mode == gitFolder:
		return nil, nil
	}
	return v.objects.read(entry.hash, "blob", limit)
}

// errGitLink refuses a link at the revision that nobody can follow there.
var errGitLink = errors.New("at that revision it was a symbolic link that leads out of the repository, or in a circle: its target is not known")

// find looks a path up, and follows the links on it. The zero entry stands for
// a path that the revision does not have.
func (v *Revision) find(at string) (gitEntry, error) {
	const mostLinks = 40 // as Linux has it
	for range mostLinks {
		entry, depth, err := v.descend(at)
		if err != nil || entry.mode != gitLink {
			return entry, err
		}
		target, err := v.objects.read(entry.hash, "blob", 4096)
		if err != nil {
			return gitEntry{}, err
		}
		parts := strings.Split(at, "/")
		at = path.Join(path.Join(parts[:depth]...), string(target), path.Join(parts[depth+1:]...))
		if path.IsAbs(string(target)) || at == ".." || strings.HasPrefix(at, "../") {
			return gitEntry{}, errGitLink
		}
	}
	return gitEntry{}, errGitLink
}

// descend looks a path up to its end, or up to the first link on it, and returns
// which part of the path the entry is of.
func (v *Revision) descend(at string) (entry gitEntry, depth int, err error) {
	parts := strings.Split(at, "/")
	entry = gitEntry{gitFolder, v.root}
	for i, part := range parts {
		switch entry.mode {
		case gitFolder:
		case gitSubmodule:
			return entry, i, fmt.Errorf("at that revision it was in another repository, the submodule %q: change to that folder, or leave it out", path.Join(parts[:i]...))
		default:
			return gitEntry{}, i, nil // a file, or nothing, where the path has a folder
		}
		tree, err := v.tree(entry.hash)
		if err != nil {
			return entry, i, err
		}
		if entry = tree[part]; entry.mode == gitLink {
			return entry, i, nil
		}
	}
	if entry.mode == gitSubmodule {
		entry = gitEntry{}
	}
	return entry, len(parts) - 1, nil
}

// tree reads a folder.
func (v *Revision) tree(hash string) (gitTree, error) {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	if tree, ok := v.trees[hash]; ok {
		return tree, nil
	}
	raw, err := v.objects.read(hash, "tree", largestTree)
	if err != nil {
		return nil, fmt.Errorf("its folder at that revision cannot be read: %w", err)
	}
	tree, err := parseGitTree(raw, len(hash)/2)
	if err != nil {
		return nil, err
	}
	v.trees[hash] = tree
	return tree, nil
}

// parseGitTree reads the content of a tree object: for each entry its mode, a
// blank, its name, a zero byte and the bytes of its hash.
func parseGitTree(raw []byte, hashSize int) (gitTree, error) {
	tree := gitTree{}
	for len(raw) > 0 {
		head, rest, found := bytes.Cut(raw, []byte{0})
		mode, name, named := strings.Cut(string(head), " ")
		if !found || !named || len(rest) < hashSize {
			return nil, errors.New("git has a folder at that revision whose list of files is damaged")
		}
		tree[name] = gitEntry{mode, hex.EncodeToString(rest[:hashSize])}
		raw = rest[hashSize:]
	}
	return tree, nil
}
