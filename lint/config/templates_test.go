package config_test

import (
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/config"
)

func TestIsTemplate(t *testing.T) {
	c, err := config.Parse("c.yaml", []byte(`templates: ["sites/**/*.json", one.json]`), nil)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{
		"deployment.template.json": true, "a/deployment.Template.json": true, "deployment.debug.template.json": true, "template.json": true,
		"deployment.json.template": true, "deployment.template": true, "deployment.json.j2": true, "deployment.json.tmpl": true,
		"sites/a/b.json": true, "one.json": true,
		"deployment.json": false, "template/deployment.json": false, "a.template/deployment.json": false, "mytemplate.json": false, "two.json": false, "a/one.json": false,
	} {
		if got := c.For(path).IsTemplate(path); got != want {
			t.Errorf("%s: got %t", path, got)
		}
	}
}
