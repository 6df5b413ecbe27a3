package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

// githubCommand reads a line as the runner does: blanks before it do not
// count, the properties end at the next "::", and are split at ','.
func githubCommand(line string) (name string, properties map[string]string, data string, ok bool) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(line), "::")
	if !ok {
		return "", nil, "", false
	}
	head, data, ok := strings.Cut(rest, "::")
	if !ok {
		return "", nil, "", false
	}
	name, list, _ := strings.Cut(head, " ")
	properties = map[string]string{}
	for _, p := range strings.Split(list, ",") {
		if key, value, ok := strings.Cut(p, "="); ok {
			properties[key] = githubUnescape(value, "%3A", ":", "%2C", ",")
		}
	}
	return name, properties, githubUnescape(data), true
}

func githubUnescape(s string, more ...string) string {
	pairs := append([]string{"%0D", "\r", "%0A", "\n"}, more...)
	pairs = append(pairs, "%25", "%")
	for i := 0; i < len(pairs); i += 2 {
		s = strings.ReplaceAll(s, pairs[i], pairs[i+1])
	}
	return s
}

func FuzzGitHubEscaper(f *testing.F) {
	f.Add("a,b:c\r\n%", "%25%0A::x")
	f.Add("%253A", "%")
	f.Add("we;ird] name,%41.json", "::error::x")
	f.Fuzz(func(t *testing.T, property, data string) {
		if data != strings.TrimSpace(data) {
			return // the runner trims a line; messages of ours end in no blank
		}
		line := fmt.Sprintf("::error file=%s,line=1::%s", githubProperty.Replace(property), githubData.Replace(data))
		if strings.ContainsAny(line, "\r\n") {
			t.Errorf("more than one line: %q", line)
		}
		_, properties, got, ok := githubCommand(line)
		if !ok || properties["file"] != property || got != data {
			t.Errorf("%q and %q came back as %q and %q", property, data, properties["file"], got)
		}
	})
}

func FuzzGitHubAnnotation(f *testing.F) {
	f.Add(hostilePath, hostileName)
	f.Add(hostilePath, "one line")
	f.Fuzz(func(t *testing.T, path, text string) {
		d := &runOf(path, text).Files[0].Findings[0]
		name, properties, data, ok := githubCommand(githubAnnotation(path, d))
		if !ok || name != "error" {
			t.Fatalf("read as %q", name)
		}
		columns := 0
		if strings.ContainsAny(text, "\r\n") == (d.Start.Line == d.End.Line) {
			t.Fatalf("lines %d to %d for %q", d.Start.Line, d.End.Line, text)
		}
		if d.Start.Line == d.End.Line {
			columns = 2
		}
		if len(properties) != 4+columns || properties["file"] != plain.Line(path) || properties["title"] != "EP101 agent-proxy-missing" {
			t.Errorf("properties %q", properties)
		}
		if want := plain.Line(d.Message) + "\n" + plain.Line(help(d)); data != want {
			t.Errorf("message is %q, want %q", data, want)
		}
	})
}
