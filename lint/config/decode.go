package config

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/yamlfile"
)

func (d *decoder) config(n *yamlfile.Node, c *Config) {
	d.Mapping(n, theFile, yamlfile.Keys{
		"proxy": func(v *yamlfile.Node) { c.Proxy = d.proxy(v) },
		"rules": func(v *yamlfile.Node) { c.Rules = d.ruleLevels(v) },
		"delegate": func(v *yamlfile.Node) {
			d.List(v, `"delegate"`, `["lab/**"]`, func(e *yamlfile.Node) { c.Delegate = append(c.Delegate, d.glob(e, `"delegate"`)) })
		},
		"fail-on": func(v *yamlfile.Node) { c.FailOn = set(d, v, d.failOn(v)) },
		"exclude": func(v *yamlfile.Node) {
			d.List(v, `"exclude"`, `["old/**"]`, func(e *yamlfile.Node) { c.Exclude = append(c.Exclude, set(d, e, d.glob(e, `"exclude"`))) })
		},
		"templates": func(v *yamlfile.Node) {
			d.List(v, `"templates"`, `- "sites/**/deployment.json"`, func(e *yamlfile.Node) { c.Templates = append(c.Templates, set(d, e, d.glob(e, `"templates"`))) })
		},
		"ignore": func(v *yamlfile.Node) {
			d.List(v, `"ignore"`, `- { rule: EP101, reason: "…" }`, func(e *yamlfile.Node) { c.Ignore = append(c.Ignore, d.ignore(e)) })
		},
		"overrides": func(v *yamlfile.Node) {
			d.List(v, `"overrides"`, `- { paths: ["sites/**"], rules: {} }`, func(e *yamlfile.Node) { c.Overrides = append(c.Overrides, d.override(e)) })
		},
	})
}

func (d *decoder) proxy(n *yamlfile.Node) (p Proxy) {
	d.Mapping(n, `"proxy"`, yamlfile.Keys{
		"required":          func(v *yamlfile.Node) { p.Required = set(d, v, d.Boolean(v, `"required"`)) },
		"url":               func(v *yamlfile.Node) { p.URL = set(d, v, d.proxyURL(v)) },
		"upstream-protocol": func(v *yamlfile.Node) { p.UpstreamProtocol = set(d, v, d.protocol(v)) },
		"modules": func(v *yamlfile.Node) {
			var names []string
			d.List(v, `"modules"`, `["blob*"]`, func(e *yamlfile.Node) { names = append(names, d.moduleName(e)) })
			p.Modules = set(d, v, names)
		},
		"no-proxy":   func(v *yamlfile.Node) { p.NoProxy = set(d, v, d.noProxy(v)) },
		"inspecting": func(v *yamlfile.Node) { p.Inspecting = set(d, v, d.Boolean(v, `"inspecting"`)) },
	})
	return p
}

func (d *decoder) override(n *yamlfile.Node) (o Override) {
	d.Mapping(n, "this override", yamlfile.Keys{
		"paths": func(v *yamlfile.Node) {
			d.List(v, `"paths"`, `["sites/**"]`, func(e *yamlfile.Node) { o.Paths = append(o.Paths, d.glob(e, `"paths"`)) })
		},
		"proxy": func(v *yamlfile.Node) { o.Proxy = d.proxy(v) },
		"rules": func(v *yamlfile.Node) { o.Rules = d.ruleLevels(v) },
	})
	if len(o.Paths) == 0 {
		d.Fail(n.Span.Start, `this override is for no file: add paths, such as paths: ["sites/**"]`)
	}
	return o
}

func (d *decoder) ignore(n *yamlfile.Node) Ignore {
	e := Ignore{Span: n.Span, Origin: d.Origin(n)}
	d.Mapping(n, "this ignore entry", yamlfile.Keys{
		"rule":    func(v *yamlfile.Node) { e.Rule = d.rule(v) },
		"path":    func(v *yamlfile.Node) { e.Path = d.glob(v, `"path"`) },
		"pointer": func(v *yamlfile.Node) { e.Pointer = d.pointer(v) },
		"reason":  func(v *yamlfile.Node) { e.Reason = strings.TrimSpace(d.Text(v, `"reason"`)) },
		"until":   func(v *yamlfile.Node) { e.Until = d.date(v) },
	})
	switch {
	case e.Rule == "":
		d.Fail(n.Span.Start, "this ignore entry names no rule: add one, such as rule: EP101")
	case e.Reason == "":
		d.Fail(n.Span.Start, `this ignore entry for %s has no reason: add why the finding is acceptable, such as reason: "no proxy in the lab"`, e.Rule)
	}
	return e
}
