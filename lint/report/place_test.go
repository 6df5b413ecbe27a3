package report

import (
	"net/url"
	"path"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		path, base, root        string
		absolute, relative, uri string
	}{
		{"a.json", "/repo", "", "/repo/a.json", "a.json", "a.json"},
		{"./x/../a.json", "/repo", "", "/repo/a.json", "a.json", "a.json"},
		{"a.json", "/repo/edge", "/repo", "/repo/edge/a.json", "edge/a.json", "edge/a.json"},
		{"../a.json", "/repo/edge", "/repo", "/repo/a.json", "a.json", "a.json"},
		{"/repo/edge/a.json", "/x", "/repo", "/repo/edge/a.json", "edge/a.json", "edge/a.json"},
		{"/repository/a.json", "/x", "/repo", "/repository/a.json", "/repository/a.json", "file:///repository/a.json"},
		{"a.json", "/", "", "/a.json", "a.json", "a.json"},
		{"C:/r/a.json", "C:/r", "", "C:/r/a.json", "a.json", "a.json"},
		{"D:/a b.json", "C:/r", "", "D:/a b.json", "D:/a b.json", "file:///D%3A/a%20b.json"},
		{"a.json", "", "", "a.json", "a.json", "a.json"},
		{"<stdin>", "/repo", "", "/repo/<stdin>", "<stdin>", "%3Cstdin%3E"},
		{hostilePath, "/repo", "", "/repo/" + hostilePath, hostilePath, "we%3Bird%5D%20name%2C%2541.json"},
		{"a:b/日\xff", "/repo", "", "/repo/a:b/日\xff", "a:b/日\xff", "a%3Ab/%E6%97%A5%FF"},
	} {
		r := &Run{BasePath: c.base, Root: c.root}
		if got := r.absolute(c.path); got != c.absolute {
			t.Errorf("absolute(%q) = %q, want %q", c.path, got, c.absolute)
		}
		if got := r.relative(c.path); got != c.relative {
			t.Errorf("relative(%q) = %q, want %q", c.path, got, c.relative)
		}
		if got := r.sarifArtifact(c.path).URI; got != c.uri {
			t.Errorf("URI of %q = %q, want %q", c.path, got, c.uri)
		}
	}
}

func FuzzURI(f *testing.F) {
	f.Add(hostilePath)
	f.Add("C:/a b")
	f.Add("//host/x")
	f.Fuzz(func(t *testing.T, p string) {
		p = path.Clean(p)
		u, err := url.Parse(uri(p))
		if err != nil {
			t.Fatal(err)
		}
		got := u.Path
		if u.Scheme == "file" && !strings.HasPrefix(p, "/") {
			got = strings.TrimPrefix(got, "/")
		}
		if got != p || u.Host != "" || u.RawQuery != "" || u.Fragment != "" {
			t.Errorf("%q became %q", p, uri(p))
		}
	})
}

func TestAt(t *testing.T) {
	for in, want := range map[string]string{
		"a.json":       "a.json:1:2",
		"::error::x":   "./::error::x:1:2",
		"  ::error::x": "./  ::error::x:1:2",
		":x":           ":x:1:2",
		"\t::x":        `\t::x:1:2`,
		"":             ":1:2",
		":":            "./::1:2",
	} {
		if got := at(in, manifest.Position{Line: 1, Column: 2}); got != want {
			t.Errorf("at(%q) = %q, want %q", in, got, want)
		}
	}
}
