package lint_test

import (
	"fmt"
	"log"
	"os"
	"strings"
	"testing/fstest"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// stripping is a manifest as scaffolds write it: edgeAgent has no env.
const stripping = `{
  "modulesContent": {
    "$edgeAgent": {
      "properties.desired": {
        "schemaVersion": "1.1",
        "runtime": { "type": "docker", "settings": {} },
        "systemModules": {
          "edgeAgent": {
            "type": "docker",
            "settings": { "image": "mcr.microsoft.com/azureiotedge-agent:1.5" }
          },
          "edgeHub": {
            "type": "docker",
            "status": "running",
            "restartPolicy": "always",
            "settings": { "image": "mcr.microsoft.com/azureiotedge-hub:1.5" }
          }
        },
        "modules": {}
      }
    }
  }
}
`

// Lint a document and print where each finding is.
func Example() {
	doc, err := manifest.Parse([]byte(stripping))
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range lint.Run(doc, lint.Options{}) {
		fmt.Printf("%s %s %s: %s\n", doc.Position(f.Span.Start), f.Severity, f.Rule, f.Message)
	}
	// Output:
	// 8:11 error EP101: edgeAgent has no https_proxy: deploying this takes the proxy from every device
}

// Write the findings in one of the formats of the command, here for a terminal.
func Example_report() {
	src := []byte(stripping)
	file := report.Locate("deployment.json", src, lint.Source(src, lint.Options{}))
	run := report.Run{Rules: lint.DefaultRules(), Files: []report.File{file}}
	if err := report.Concise(os.Stdout, &run, report.Options{}); err != nil {
		log.Fatal(err)
	}
	// Output:
	// deployment.json:8:11: error EP101 edgeAgent has no https_proxy: deploying this takes the proxy from every device
}

// Mend what can be mended. A fix needs to know the proxy.
func ExampleOptions_Fix() {
	doc, err := manifest.Parse([]byte(stripping))
	if err != nil {
		log.Fatal(err)
	}
	proxy, err := manifest.ParseProxyURL("http://proxy.example.com:3128")
	if err != nil {
		log.Fatal(err)
	}
	opts := lint.Options{Expect: lint.Expect{URL: proxy}}
	fixed, err := opts.Fix(doc, lint.Run(doc, opts))
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range fixed.Mended {
		fmt.Println(f.Rule, f.Fixes[0].Message)
	}
	fmt.Println(len(fixed.Left), "left")
	// Output:
	// EP101 add https_proxy to edgeAgent
	// EP305 set UpstreamProtocol of edgeAgent
	// EP301 add https_proxy to edgeHub
	// 0 left
}

// registry is a rule of one's own: images come from one registry only. Its ID is none of
// the form EP and three digits. The fix replaces the host, and no other byte.
var registry = lint.Rule{
	ID: "ACME01", Name: "image-registry", Severity: lint.Warning, Fix: check.FixAlone,
	Doc: lint.Doc{Summary: "Reports an image that does not come from the company's registry."},
	Check: check.EachModule(func(p *check.Pass, _ *check.Deployment, m *check.Module) {
		const own = "registry.example.com"
		host, _, found := strings.Cut(m.Image(), "/")
		if !found || host == own {
			return
		}
		image := m.Settings().Get("image")
		f := m.At(image)
		f.Message = fmt.Sprintf("image of %s comes from elsewhere: expected %s", m.Title(), own)
		f.Help = "push the image to the company's registry"
		f.Fixes = []check.Fix{{
			Message: "take the image from " + own,
			Edits:   []manifest.Edit{{Span: image.TextSpan(0, len(host)), Text: own}},
		}}
		p.Report(f)
	}),
}

// Write a rule, run it beside the built-in ones, and make its fixes. What is left needs to
// know the proxy.
func ExampleRule() {
	doc, err := manifest.Parse([]byte(stripping))
	if err != nil {
		log.Fatal(err)
	}
	opts := lint.Options{Rules: append(lint.DefaultRules(), registry)}
	findings := lint.Run(doc, opts)
	for _, f := range findings {
		fmt.Println(f.Rule, f.Message)
	}
	fixed, err := opts.Fix(doc, findings)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(fixed.Mended), "mended, left:", fixed.Left[0].Rule)
	// Output:
	// EP101 edgeAgent has no https_proxy: deploying this takes the proxy from every device
	// ACME01 image of edgeAgent comes from elsewhere: expected registry.example.com
	// ACME01 image of edgeHub comes from elsewhere: expected registry.example.com
	// 2 mended, left: EP101
}

// Check the files of a device, such as those of a mounted image. Files that cannot be read
// are errors of the device, and give no findings.
func ExampleDevice() {
	image := fstest.MapFS{ // a mounted one: os.DirFS("/mnt")
		"etc/aziot/config.toml": {Data: []byte("[agent]\nhttps_proxy = \"http://user:secret@proxy.example.com:3128\"\n")},
	}
	dev := device.Read(image)
	if dev.Empty() {
		log.Fatal("the image holds no device")
	}
	for _, err := range dev.Errors {
		fmt.Println(err)
	}
	for _, file := range dev.Files {
		for _, f := range lint.Device(dev, file, lint.Options{}) {
			fmt.Printf("%s:%s: %s %s\n", file.Path, file.Lines().Position(f.Span.Start), f.Rule, f.Message)
		}
	}
	// Output:
	// etc/aziot/config.toml:2:16: EP608 https_proxy is read by nobody here: it stands in the table "agent", where the daemons pass over it
}
