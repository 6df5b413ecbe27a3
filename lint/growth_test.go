package lint_test

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// BenchmarkGrowth lints, mends and reports documents that double and double
// again in some way. "times/doubling" is near 2 if the work is linear.
func BenchmarkGrowth(b *testing.B) {
	for _, g := range slices.Concat(heldGrowths, growths) {
		var before float64
		for _, n := range []int{g.size, 2 * g.size, 4 * g.size} {
			src := []byte(g.make(n))
			b.Run(fmt.Sprintf("%s=%d", strings.ReplaceAll(g.name, " ", "-"), n), func(b *testing.B) {
				for b.Loop() {
					digest(b, src)
				}
				took := float64(b.Elapsed().Nanoseconds()) / float64(b.N)
				b.ReportMetric(took/float64(len(src)), "ns/byte")
				if before > 0 {
					b.ReportMetric(took/before, "times/doubling")
				}
				before = took
			})
		}
	}
}

// TestGrowth holds the same work to memory that grows with the document, for
// documents with which some of it was copied over and over once. Memory, unlike
// time, is the same in every run.
func TestGrowth(t *testing.T) {
	for _, g := range heldGrowths {
		used := func(n int) float64 {
			src := []byte(g.make(n))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			digest(t, src)
			runtime.ReadMemStats(&after)
			return float64(after.TotalAlloc - before.TotalAlloc)
		}
		used(g.size) // what is made once a process
		if times := used(4*g.size) / used(g.size); times > 6 {
			t.Errorf("%s: a document four times as large takes %.1f times the memory", g.name, times)
		}
	}
}

// digest does with a document all that "edgeproxy lint" does with --fix and in
// the formats with the most to say. The earlier version is the document itself.
func digest(t testing.TB, src []byte) {
	opts := lint.Options{Expect: lint.Expect{Need: check.NeedAll, URL: proxyURL("http://proxy.example.com:3128"), Modules: []string{"m*"}}}
	doc, err := manifest.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	if opts.Against, err = manifest.Parse(src); err != nil {
		t.Fatal(err)
	}
	found := lint.Run(doc, opts)
	run := &report.Run{Rules: lint.DefaultRules(), Files: []report.File{report.Locate("a.json", src, found)}}
	for _, write := range []report.Writer{report.Text, report.SARIF} {
		if err := write(io.Discard, run, report.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := opts.Fix(doc, found); err != nil {
		t.Fatal(err)
	}
}

// growth is a way for a document to grow, for the worse.
type growth struct {
	name string
	size int // the smallest worth measuring
	make func(n int) string
}

// agent wraps members of edgeAgent, and modules, into a deployment.
func agent(members, modules string) string {
	return `{"modulesContent":{"$edgeAgent":{"properties.desired":{"schemaVersion":"1.1","runtime":{"type":"docker"},"systemModules":{"edgeAgent":{` +
		members + `}},"modules":{` + modules + `}}}}}`
}

// layered wraps members of $edgeAgent into a layered deployment.
func layered(members string) string { return `{"modulesContent":{"$edgeAgent":{` + members + `}}}` }

// repeat writes so many members with commas between them; %d is their number.
func repeat(n int, format string) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strings.ReplaceAll(format, "%d", fmt.Sprint(i)))
	}
	return b.String()
}

// parts are createOptions in so many parts, the first of which is given.
func parts(n int, first string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `"createOptions":%q`, first)
	for i := range n {
		fmt.Fprintf(&b, `,"createOptions%02d":" "`, i+1)
	}
	return b.String()
}
