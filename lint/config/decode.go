package config

import (
	"strings"
)

func (d *decoder) config(n *node, c *Config) {
	d.mapping(n, theFile, keys{
		"proxy": func(v *node) { c.Proxy = d.proxy(v) },
		"rules": func(v *node) { c.Rules = d.ruleLevels(v) },
		"delegate": func(v *node) {
			d.list(v, `"delegate"`, `["lab/**"]`, func(e *node) { c.Delegate = append(c.Delegate, d.glob(e, `"delegate"`)) })
		},
		"fail-on": func(v *node) { c.FailOn = set(d, v, d.failOn(v)) },
		"exclude": func(v *node) {
			d.list(v, `"exclude"`, `["old/**"]`, func(e *node) { c.Exclude = append(c.Exclude, set(d, e, d.glob(e, `"exclude"`))) })
		},
		"templates": func(v *node) {
			d.list(v, `"templates"`, `- "sites/**/deployment.json"`, func(e *node) { c.Templates = append(c.Templates, set(d, e, d.glob(e, `"templates"`))) })
		},
		"ignore": func(v *node) {
			d.list(v, `"ignore"`, `- { rule: EP101, reason: "…" }`, func(e *node) { c.Ignore = append(c.Ignore, d.ignore(e)) })
		},
		"overrides": func(v *node) {
			d.list(v, `"overrides"`, `- { paths: ["sites/**"], rules: {} }`, func(e *node) { c.Overrides = append(c.Overrides, d.override(e)) })
		},
	})
}

func (d *decoder) proxy(n *node) (p Proxy) {
	d.mapping(n, `"proxy"`, keys{
		"required":          func(v *node) { p.Required = set(d, v, d.boolean(v, `"required"`)) },
		"url":               func(v *node) { p.URL = set(d, v, d.proxyURL(v)) },
		"upstream-protocol": func(v *node) { p.UpstreamProtocol = set(d, v, d.protocol(v)) },
		"modules": func(v *node) {
			var names []string
			d.list(v, `"modules"`, `["blob*"]`, func(e *node) { names = append(names, d.moduleName(e)) })
			p.Modules = set(d, v, names)
		},
		"no-proxy": func(v *node) { p.NoProxy = set(d, v, d.noProxy(v)) },
	})
	return p
}

func (d *decoder) override(n *node) (o Override) {
	d.mapping(n, "this override", keys{
		"paths": func(v *node) {
			d.list(v, `"paths"`, `["sites/**"]`, func(e *node) { o.Paths = append(o.Paths, d.glob(e, `"paths"`)) })
		},
		"proxy": func(v *node) { o.Proxy = d.proxy(v) },
		"rules": func(v *node) { o.Rules = d.ruleLevels(v) },
	})
	if len(o.Paths) == 0 {
		d.fail(n.span.Start, `this override is for no file: add paths, such as paths: ["sites/**"]`)
	}
	return o
}

func (d *decoder) ignore(n *node) Ignore {
	e := Ignore{Span: n.span, Origin: d.origin(n)}
	d.mapping(n, "this ignore entry", keys{
		"rule":    func(v *node) { e.Rule = d.rule(v) },
		"path":    func(v *node) { e.Path = d.glob(v, `"path"`) },
		"pointer": func(v *node) { e.Pointer = d.pointer(v) },
		"reason":  func(v *node) { e.Reason = strings.TrimSpace(d.text(v, `"reason"`)) },
		"until":   func(v *node) { e.Until = d.date(v) },
	})
	switch {
	case e.Rule == "":
		d.fail(n.span.Start, "this ignore entry names no rule: add one, such as rule: EP101")
	case e.Reason == "":
		d.fail(n.span.Start, `this ignore entry for %s has no reason: add why the finding is acceptable, such as reason: "no proxy in the lab"`, e.Rule)
	}
	return e
}
