package changes

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

// mostFiles is how many files of sites are named one by one.
const mostFiles = 20

// Sites tells what became of the files of sites, or would become of them.
func Sites(c *console.Console, res *project.SiteFiles, preview bool) error {
	out := bufio.NewWriter(c.Stderr)
	b := c.To(out)
	for _, note := range res.Notes {
		if len(note.Sites) == 0 {
			b.Errorf("edgeproxy: warning: %s", note.Text)
			continue
		}
		b.Errorf("%s: note: %s", sites.Naming(note.Sites), note.Text)
	}
	for _, name := range res.Stale {
		b.Errorf("%s: note: no site writes this file any more: remove it, so that nobody deploys it", name)
	}
	counts, named := [3]int{}, 0
	for i := range res.Files {
		f := &res.Files[i]
		counts[f.State]++
		if f.State == project.SiteSame && len(f.Sites) == 1 {
			continue
		}
		if named++; named <= mostFiles {
			b.Notef("%s: %s%s", f.Name, stateWords(f.State, preview), shared(f))
		}
	}
	if named > mostFiles {
		b.Notef("… and %s more", report.Plural(named-mostFiles, "file"))
	}
	b.Notef("%s for %s: %s", report.Plural(len(res.Files), "file"), report.Plural(res.Sites, "site"), summary(counts, preview))
	return out.Flush()
}

func stateWords(s project.SiteState, preview bool) string {
	switch {
	case s == project.SiteSame:
		return "as it was"
	case preview && s == project.SiteNew:
		return "would be written"
	case preview:
		return "would change"
	case s == project.SiteNew:
		return "written"
	}
	return "changed"
}

// shared names the sites of a file that several share.
func shared(f *project.SiteFile) string {
	if len(f.Sites) == 1 {
		return ""
	}
	return " (" + sites.Naming(f.Sites) + ")"
}

func summary(counts [3]int, preview bool) string {
	var parts []string
	for _, s := range []project.SiteState{project.SiteNew, project.SiteChanged, project.SiteSame} {
		if counts[s] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[s], stateWords(s, preview)))
		}
	}
	return strings.ReplaceAll(strings.Join(parts, ", "), "as it was", "as before")
}

// SiteNames prints the names of the files that would change, and of those that no site
// writes.
func SiteNames(c *console.Console, res *project.SiteFiles) error {
	var names []string
	for i := range res.Files {
		if f := &res.Files[i]; f.State != project.SiteSame {
			names = append(names, f.Name)
		}
	}
	for _, name := range append(names, res.Stale...) {
		if _, err := io.WriteString(c.Stdout, plain.Start(plain.Line(secret.Path(name)))+"\n"); err != nil {
			return err
		}
	}
	return nil
}
