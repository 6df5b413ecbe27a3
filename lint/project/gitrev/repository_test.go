package gitrev

import (
	"errors"
	"testing"
)

// TestGitError words what git says: its first line, and of a remedy that stands
// in the lines after it, the remedy.
func TestGitError(t *testing.T) {
	status := errors.New("exit status 128")
	for said, want := range map[string]string{
		"": "git ls-tree: exit status 128",
		"warning: lazy fetching disabled; some objects may not be available\nfatal: x": errNoObject.Error(),
		"fatal: transport 'https' not allowed\n":                                       errNoObject.Error(),
		"fatal: not a git repository\n":                                                "git ls-tree: fatal: not a git repository",
		"fatal: detected dubious ownership in repository at '/src'\nTo add an exception": "git ls-tree: fatal: detected dubious ownership in repository at '/src': " +
			`another user owns it, as in a container; run "git config --global --add safe.directory FOLDER" first`,
	} {
		if got := gitError("ls-tree", said, status).Error(); got != want {
			t.Errorf("%q\n got %s\nwant %s", said, got, want)
		}
	}
}
