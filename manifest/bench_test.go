package manifest_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// layered generates a layered deployment of so many modules, in the style of
// nearly every manifest, with about 800 bytes a module.
func layered(modules int) []byte {
	var b strings.Builder
	b.WriteString("{\n  \"content\": {\n    \"modulesContent\": {\n      \"$edgeAgent\": {\n")
	for i := range modules {
		fmt.Fprintf(&b, `        "properties.desired.modules.module%04d": {
          "version": "1.0",
          "type": "docker",
          "status": "running",
          "restartPolicy": "always",
          "settings": {
            "image": "registry.example.com/project/module%04d:1.2.3-amd64",
            "createOptions": "{\"HostConfig\":{\"PortBindings\":{\"8080/tcp\":[{\"HostPort\":\"8080\"}]},\"Binds\":[\"/var/data:/data\"],\"LogConfig\":{\"Type\":\"json-file\",\"Config\":{\"max-size\":\"10m\",\"max-file\":\"3\"}}}}"
          },
          "env": {
            "LOG_LEVEL": {
              "value": "information"
            },
            "INTERVAL": {
              "value": 30
            }
          }
        },
`, i, i)
	}
	return []byte(strings.TrimSuffix(b.String(), ",\n") + "\n      }\n    }\n  }\n}\n")
}

// pass is what any reader of strict JSON has to do: one run over the tokens.
func pass(t testing.TB, src []byte) {
	dec := jsontext.NewDecoder(bytes.NewBuffer(src), jsontext.AllowDuplicateNames(true))
	for {
		_, err := dec.ReadToken()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func exampleProxy(t testing.TB) manifest.Proxy {
	url, err := manifest.ParseProxyURL("http://proxy.example.com:3128")
	if err != nil {
		t.Fatal(err)
	}
	return manifest.Proxy{URL: url, UpstreamProtocol: manifest.KeepProtocol}
}

func applyTo(t testing.TB, src []byte, proxy manifest.Proxy, targets manifest.Targets) *manifest.Result {
	doc, err := manifest.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	res, err := doc.Apply(proxy, targets)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// firstModules chooses the first so many modules by their names.
func firstModules(n int) (t manifest.Targets) {
	for i := range n {
		t.Modules = append(t.Modules, fmt.Sprintf("module%04d", i))
	}
	return t
}

// BenchmarkApply parses a document of 50 KB and sets so many variables in it.
// "ratio" is the time against one pass over its tokens and one copy of it, both
// measured in turn in the same run: the median of one over that of the other,
// because other programs run on the machine.
func BenchmarkApply(b *testing.B) {
	src := layered(74)
	for _, k := range []int{1, 4, 8, 64} {
		b.Run(fmt.Sprintf("variables=%d", k), func(b *testing.B) {
			proxy, targets := exampleProxy(b), firstModules(k)
			if got := len(applyTo(b, src, proxy, targets).Changes); got != k {
				b.Fatalf("%d changes, want %d", got, k)
			}
			compare(b, func() { applyTo(b, src, proxy, targets) }, func() {
				pass(b, src)
				_ = bytes.Clone(src)
			})
		})
	}
}

// BenchmarkParse reads documents of 6 KB to 5 MB. "ratio" is the time against
// one pass over the tokens.
func BenchmarkParse(b *testing.B) {
	for _, modules := range []int{10, 74, 740, 7400} {
		src := layered(modules)
		b.Run(fmt.Sprintf("KB=%d", len(src)>>10), func(b *testing.B) {
			compare(b, func() {
				if _, err := manifest.Parse(src); err != nil {
					b.Fatal(err)
				}
			}, func() { pass(b, src) })
		})
	}
}

// compare runs some work and its reference in turn, and reports the median of
// the work's times, and that over the median of the reference's.
func compare(b *testing.B, work, reference func()) {
	var times, references []time.Duration
	for b.Loop() {
		start := time.Now()
		work()
		middle := time.Now()
		reference()
		times, references = append(times, middle.Sub(start)), append(references, time.Since(middle))
	}
	slices.Sort(times)
	slices.Sort(references)
	median, middle := times[len(times)/2], references[len(references)/2]
	b.ReportMetric(float64(median)/float64(middle), "ratio")
	b.ReportMetric(float64(median.Nanoseconds())/1000, "µs")
}
