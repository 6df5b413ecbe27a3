package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

// azureCommand reads a line as the agent does: the command starts at the first
// "##vso[", ends at the first ']' behind it, and is split at ';' and at the
// first '=' of each property.
func azureCommand(line string) (name string, properties map[string]string, data string, ok bool) {
	_, rest, ok := strings.Cut(line, "##vso[")
	if !ok {
		return "", nil, "", false
	}
	head, data, ok := strings.Cut(rest, "]")
	if !ok {
		return "", nil, "", false
	}
	name, list, _ := strings.Cut(head, " ")
	properties = map[string]string{}
	for _, p := range strings.Split(list, ";") {
		if key, value, ok := strings.Cut(p, "="); ok {
			properties[key] = azureUnescape(value)
		}
	}
	return name, properties, azureUnescape(data), true
}

func azureUnescape(s string) string {
	for _, pair := range [][2]string{{"%3B", ";"}, {"%0D", "\r"}, {"%0A", "\n"}, {"%5D", "]"}, {"%AZP25", "%"}} {
		s = strings.ReplaceAll(s, pair[0], pair[1])
	}
	return s
}

func FuzzAzureEscaper(f *testing.F) {
	f.Add("a;b]\r\n%", "%AZP25%3B")
	f.Add("%", "25%")
	f.Add("we;ird] name,%41.json", "##vso[x]")
	f.Fuzz(func(t *testing.T, property, data string) {
		line := fmt.Sprintf("##vso[task.logissue type=error;sourcepath=%s;]%s", azureEscaper.Replace(property), azureEscaper.Replace(data))
		if strings.ContainsAny(line, "\r\n") {
			t.Errorf("more than one line: %q", line)
		}
		_, properties, got, ok := azureCommand(line)
		if !ok || properties["sourcepath"] != property || got != data {
			t.Errorf("%q and %q came back as %q and %q", property, data, properties["sourcepath"], got)
		}
	})
}

func FuzzAzureIssue(f *testing.F) {
	f.Add(hostilePath, hostileName)
	f.Fuzz(func(t *testing.T, path, text string) {
		d := &runOf(path, text).Files[0].Findings[0]
		name, properties, data, ok := azureCommand(azureIssue(path, d))
		if !ok || name != "task.logissue" || len(properties) != 5 {
			t.Fatalf("read as %s with %q", name, properties)
		}
		want := map[string]string{"type": "error", "sourcepath": plain.Line(path), "linenumber": "2", "columnnumber": "1", "code": "EP101"}
		for key, value := range want {
			if properties[key] != value {
				t.Errorf("%s is %q, want %q", key, properties[key], value)
			}
		}
		if want := plain.Line(d.Message + ": " + help(d)); data != want {
			t.Errorf("message is %q, want %q", data, want)
		}
	})
}

// TestAzureSpread has more errors in one file than a summary shows: the other
// file and the other rules must be among the first.
func TestAzureSpread(t *testing.T) {
	finding := func(rule string, severity check.Severity) Finding {
		return Finding{Finding: check.Finding{Rule: rule, Severity: severity}}
	}
	r := &Run{Files: []File{{Path: "a.json"}, {Path: "b.json", Findings: []Finding{finding("EP101", check.Error), finding("EP204", check.Warning)}}}}
	for range 12 {
		r.Files[0].Findings = append(r.Files[0].Findings, finding("EP204", check.Warning), finding("EP106", check.Error))
	}
	r.Files[0].Findings = append(r.Files[0].Findings, finding("EP301", check.Error), finding("EP402", check.Info))
	var got []string
	for _, p := range r.spread()[:4] {
		got = append(got, p.file.Path+" "+p.finding.Rule)
	}
	if want := "[a.json EP106 b.json EP101 a.json EP106 a.json EP106]"; fmt.Sprint(got) != want {
		t.Errorf("order %v, want %s", got, want)
	}
	out := string(write(t, "azure", r, Options{}))
	if lines := strings.Split(out, "\n"); !strings.Contains(lines[12], "type=error") || strings.Contains(lines[14], "type=error") {
		t.Errorf("errors do not come first:\n%s", out)
	}
	if !strings.Contains(out, "the summary of the run shows 10 of each kind, this log has all") {
		t.Errorf("nothing says that Azure hides some:\n%s", out)
	}
}
