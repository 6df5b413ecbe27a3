package project_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// A deploy tool lints a folder as the program does, before it deploys anything:
// lintManifests is all that it takes.
func ExampleLint() {
	fmt.Println(lintManifests(context.Background(), "testdata/manifests"))
	// Output:
	// testdata/manifests/line2.json:24:26: error EP303 UpstreamProtocol of edgeAgent is Amqp, with which its proxy is not used: expected AmqpWs
	// testdata/manifests/line2.json:41:26: error EP303 UpstreamProtocol of edgeHub is Amqp, with which its proxy is not used: expected AmqpWs
	// mend the manifests before you deploy them
}

func lintManifests(ctx context.Context, folder string) error {
	res, err := project.Lint(ctx, []string{folder}, project.Options{}) // as "edgeproxy lint FOLDER" does
	if err != nil {
		return err // the options or a configuration are wrong, or there is no manifest
	}
	if err := report.Concise(os.Stdout, res.Run, report.Options{}); err != nil {
		return err
	}
	if res.Fails() {
		return errors.New("mend the manifests before you deploy them")
	}
	return errors.Join(res.Errors()...) // of the files that could not be checked
}

// Apply edits all manifests of a folder in memory. Write would write all of them,
// or none.
func ExampleApply() {
	url, err := manifest.ParseProxyURL("http://10.0.0.8:3128")
	if err != nil {
		fmt.Println(err)
		return
	}
	res, err := project.Apply(context.Background(), project.Find([]string{"testdata/manifests"}),
		project.ApplyOptions{Proxy: manifest.Proxy{URL: url}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, edit := range res.Changes() {
		fmt.Println(edit.Name, edit.Variables[0])
	}
	// Output:
	// testdata/manifests/line1.json edgeAgent: change https_proxy from "http://proxy.example.com:3128" to "http://10.0.0.8:3128"
	// testdata/manifests/line2.json edgeAgent: change https_proxy from "http://proxy.example.com:3128" to "http://10.0.0.8:3128"
}

// TestReadme: the README shows lintManifests as it is here.
func TestReadme(t *testing.T) {
	source, err := os.ReadFile("example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	start := bytes.Index(source, []byte("func lintManifests("))
	end := bytes.Index(source[start:], []byte("\n}\n"))
	if shown := source[start : start+end+3]; !bytes.Contains(readme, shown) {
		t.Errorf("README.md does not show\n%s", shown)
	}
}
