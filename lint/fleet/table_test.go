package fleet_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"

	"github.com/iotedge-tools/edgeproxy/lint/fleet"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// someReport has devices with each verdict that a table shows, one and several.
func someReport() *fleet.Report {
	return &fleet.Report{
		Candidate: true, Devices: 14,
		Verdicts: fleet.Counts{fleet.Keeps: 1, fleet.Loses: 2, fleet.Unknown: 1, fleet.None: 3, fleet.NoBase: 1, fleet.Changes: 2, fleet.Gains: 4},
		Deployments: []fleet.Row{
			{ID: "line-2", New: true, Kind: "base", Priority: 40, Matches: 12, Wins: 12, Proxy: "http://10.1.0.4:3128", Protocol: "AmqpWs",
				Verdicts: fleet.Counts{fleet.Keeps: 1, fleet.Loses: 2, fleet.Gains: 4, fleet.Changes: 2, fleet.None: 3}},
			{ID: "工場-b", Kind: "base", Priority: 20, Matches: 1, Wins: 1, Proxy: "http://10.2.0.4:3128", Protocol: "Amqp", Verdicts: fleet.Counts{fleet.Loses: 1}},
			{ID: "camera", Kind: "layered", Priority: 30, Matches: 2, Wins: 1},
			{ID: "office", Gone: true, Kind: "base", Priority: 10},
		},
		Losses:  []fleet.Loss{{Deployment: "line-2", Devices: 2, Examples: []string{"a-1", "b-2"}, Why: []string{strings.Repeat("a long reason ", 20)}}},
		Unknown: []fleet.Doubt{{Devices: 1, Examples: []string{"c"}, Why: []string{strings.Repeat("another reason ", 20)}}},
		Notes:   []string{strings.Repeat("a note ", 30)},
	}
}

// TestTextFits: all but the summary, which programs look for, fits the output, and says the same in each layout.
func TestTextFits(t *testing.T) {
	seen := map[string]bool{}
	for width := 60; width < 140; width++ {
		var b bytes.Buffer
		if err := someReport().Text(&b, report.Options{Width: width}); err != nil {
			t.Fatal(err)
		}
		head, _, _ := strings.Cut(b.String(), "\n")
		seen[strings.Join(strings.Fields(head), " ")] = true
		for line := range strings.Lines(b.String()) {
			if n := runewidth.StringWidth(strings.TrimSuffix(line, "\n")); n > width && !strings.HasPrefix(line, "14 devices") {
				t.Errorf("%d of %d columns: %s", n, width, line)
			}
		}
		for _, text := range []string{"line-2 (new)", "office (replaced)", "http://10.1.0.4:3128", "AmqpWs", "none", "layered", "2 lose, 2 change, 4 gain, 1 keeps, 3 none", "1 loses\n", "14 devices: 2 lose their proxy,"} {
			if !strings.Contains(b.String(), text) {
				t.Errorf("%d columns: no %q in\n%s", width, text, b.String())
			}
		}
	}
	if len(seen) != 4 {
		t.Errorf("layouts %v, want 4", seen)
	}
	var b bytes.Buffer
	if err := someReport().Text(&b, report.Options{}); err != nil || !strings.HasPrefix(b.String(), "DEPLOYMENT         KIND     PRIORITY") {
		t.Errorf("without a limit: %v, %.100s", err, &b)
	}
}

// TestLongID: one long name does not make every row as long.
func TestLongID(t *testing.T) {
	r := someReport()
	r.Deployments[0].ID = strings.Repeat("x", 1<<20)
	var b bytes.Buffer
	if err := r.Text(&b, report.Options{Width: 80}); err != nil || b.Len() > 4000 {
		t.Errorf("%v, %d bytes", err, b.Len())
	}
}

// TestSummary: the words agree with the numbers.
func TestSummary(t *testing.T) {
	const want = "14 devices: 2 lose their proxy, 1 could not be judged, 1 has no base deployment, 2 get another proxy, 4 get a proxy, 1 keeps its proxy, 3 still have no proxy"
	if got := someReport().Summary(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	var b bytes.Buffer
	if err := someReport().HTML(&b); err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer("<b>", "", "</b>", "").Replace(b.String())
	for _, words := range []string{"lose their proxy", "keeps its proxy", "get another proxy", "could not be judged"} {
		if !strings.Contains(text, words) {
			t.Errorf("the page does not say %q", words)
		}
	}
}
