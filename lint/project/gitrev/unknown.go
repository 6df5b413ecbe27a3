package gitrev

import (
	"fmt"
	"strings"
)

// unknown says why git finds no commit by the name of a revision, and what helps.
func (r *Repository) unknown(rev string) error {
	if strings.Contains(rev, "..") {
		return fmt.Errorf("%q names several revisions: expected one; \"git merge-base A B\" prints the one where two branches part", rev)
	}
	switch {
	case !r.knows("HEAD"):
		return fmt.Errorf("git knows no revision %q: the repository has no commit yet", rev)
	case r.knowsObject(rev):
		return fmt.Errorf("revision %q is no commit: expected a branch, a tag or a commit", rev)
	case r.knows("refs/remotes/origin/" + rev):
		return fmt.Errorf("git knows no revision %q here, but one of the server: expected %q", rev, "origin/"+rev)
	case r.shallow():
		return fmt.Errorf("git knows no revision %q, because this clone is shallow: in Azure Pipelines write \"fetchDepth: 0\" below \"checkout: self\", "+
			"in GitHub Actions \"fetch-depth: 0\" for actions/checkout; elsewhere run \"git fetch --unshallow\" and fetch the branch", rev)
	}
	return fmt.Errorf("git knows no revision %q: check its name, or fetch it first; \"git branch --all\" lists those that are here", rev)
}

// knows reports whether a revision names a commit.
func (r *Repository) knows(rev string) bool { return r.knowsObject(rev + "^{commit}") }

func (r *Repository) knowsObject(rev string) bool {
	_, _, err := r.call("rev-parse", "--verify", "--quiet", rev)
	return err == nil
}

// shallow reports whether the clone lacks earlier commits.
func (r *Repository) shallow() bool {
	out, _, err := r.call("rev-parse", "--is-shallow-repository")
	return err == nil && strings.TrimSpace(string(out)) == "true"
}
