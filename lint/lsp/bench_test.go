package lsp_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/lsp"
)

// BenchmarkChange measures how long a change in a manifest of 60 KB takes until its
// diagnostics are there, and shows the 99th percentile in milliseconds and as a ratio to one
// lint.Source of the same text.
func BenchmarkChange(b *testing.B) {
	text := large(60 << 10)
	dir := folder(b, map[string]string{".git/HEAD": "", ".edgeproxy.yaml": "proxy: { url: 'http://proxy.example.com:3128' }\nrules: { EP203: info }\n"})
	name := uri(dir + "/a.json")
	s := start(b, lsp.Options{}, inFolder(dir))
	s.open(name, text)
	s.published(name, 1)
	row, column := find(text, `"UpstreamProtocol"`)
	const changes = 1000
	var took, alone []time.Duration
	version := 1
	for b.Loop() {
		for i := range changes {
			version++
			insert, end := "x", column
			if i%2 == 1 {
				insert, end = "", column+1 // take it away again
			}
			begin := time.Now()
			s.notify("textDocument/didChange", fmt.Sprintf(`{"textDocument": {"uri": %q, "version": %d}, "contentChanges": [
				{"range": {"start": {"line": %d, "character": %d}, "end": {"line": %d, "character": %d}}, "text": %q}]}`,
				name, version, row, column+1, row, end+1, insert))
			s.published(name, version)
			took = append(took, time.Since(begin))
			begin = time.Now()
			lint.Source([]byte(text), lint.Options{})
			alone = append(alone, time.Since(begin))
		}
	}
	slices.Sort(took)
	slices.Sort(alone)
	late := func(all []time.Duration, percent int) float64 {
		return float64(all[len(all)*percent/100].Microseconds()) / 1000
	}
	b.ReportMetric(late(took, 50), "ms/p50")
	b.ReportMetric(late(took, 99), "ms/p99")
	b.ReportMetric(late(took, 50)/late(alone, 50), "p50/source-p50")
	b.ReportMetric(late(took, 99)/late(alone, 99), "p99/source-p99")
	b.ReportMetric(late(took, 99)/late(alone, 50), "p99/source-p50")
}

// large is a good manifest with so many modules that it has about so many bytes.
func large(size int) string {
	head, tail, _ := strings.Cut(good(), `"modules": {`)
	var b strings.Builder
	b.WriteString(head + `"modules": {`)
	for i := 0; b.Len() < size; i++ {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `
          "module%d": {
            "type": "docker",
            "version": "1.0",
            "status": "running",
            "restartPolicy": "always",
            "env": {
              "SETTING": {
                "value": "text"
              }
            },
            "settings": {
              "image": "registry.example.com/module:1.%d",
              "createOptions": "{\"HostConfig\":{\"Binds\":[\"/data:/data\"]}}"
            }
          }`, i, i)
	}
	return b.String() + tail
}
