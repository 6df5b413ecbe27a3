package structure

import (
	"fmt"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// eightKB is a deployment of about 8 KB, with 14 modules.
func eightKB(b *testing.B) (*manifest.Document, *form, manifest.Node) {
	module := `{
          "type": "docker",
          "status": "running",
          "restartPolicy": "always",
          "settings": {
            "image": "registry.example.com/plant/sensor:1.0.42",
            "createOptions": "{\"HostConfig\":{\"PortBindings\":{\"443/tcp\":[{\"HostPort\":\"443\"}]}}}"
          },
          "env": {
            "https_proxy": { "value": "http://proxy.example.com:3128" },
            "Interval": { "value": "10" }
          }
        }`
	modules := module
	for i := range 13 {
		modules += fmt.Sprintf(", \"m%d\": %s", i, module)
	}
	text := base(modules)
	doc, err := manifest.Parse([]byte(text))
	if err != nil {
		b.Fatal(err)
	}
	f, n := formOf(doc.Deployments()[0], false)
	b.SetBytes(int64(len(text)))
	return doc, f, n
}

func BenchmarkQuickCheck(b *testing.B) {
	doc, f, n := eightKB(b)
	b.ReportAllocs()
	for b.Loop() {
		if !f.shape.accepts(walk{doc: doc, src: doc.Bytes()}, n) {
			b.Fatal("not accepted")
		}
	}
}

func BenchmarkValidator(b *testing.B) {
	_, f, n := eightKB(b)
	b.ReportAllocs()
	f.schema()
	for b.Loop() {
		if f.faults(n) != nil {
			b.Fatal("not accepted")
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		compile("deployment", "")
	}
}
