package manifest

import (
	"bytes"
	"slices"
)

// Template reports whether the document is a template that a tool turns into
// a deployment, so that placeholders in it are no mistake. It is one if it
// says so ($schema-template), writes createOptions as an object, holds a
// placeholder without quotes, or holds a ${NAME} anywhere but in comments and
// in the proxy settings themselves: a deployment whose only placeholder is the
// proxy is one that nobody filled in.
func (d *Document) Template() bool {
	if d.template == nil {
		is := d.hasBarePlaceholder(nil) || d.looksLikeTemplate()
		d.template = &is
	}
	return *d.template
}

// templateWhatever is Template without regard to what Apply may replace, so that
// a second run of it decides as the first did.
func (d *Document) templateWhatever() bool {
	if !d.Template() {
		return false
	}
	var replaced []Span
	for _, dep := range d.deployments {
		for _, m := range dep.Modules() {
			vars := append(m.Lookup(ProxyVar), m.Lookup(NoProxyVar)...)
			if protocols := m.Lookup(ProtocolVar); len(protocols) > 1 {
				vars = append(vars, protocols...)
			}
			replaced = appendValues(replaced, vars)
		}
	}
	return d.hasBarePlaceholder(rising(replaced)) || d.looksLikeTemplate()
}

// hasBarePlaceholder reports whether a placeholder without quotes stands
// outside the spans, which are in rising order.
func (d *Document) hasBarePlaceholder(spans []Span) bool {
	for _, o := range d.Oddities() {
		if o.Kind == BarePlaceholder && !within(&spans, o.Span.Start) {
			return true
		}
	}
	return false
}

func (d *Document) looksLikeTemplate() bool {
	if d.Root().Get("$schema-template").Exists() {
		return true
	}
	for _, dep := range d.deployments {
		for _, m := range dep.Modules() {
			if m.Settings().Fold("createOptions").Kind() == Object {
				return true
			}
		}
	}
	return bytes.Contains(d.Bytes(), []byte("${")) && d.holdsVariable()
}

// proxySettings lists where the values of the proxy settings stand, in the
// order in which they do.
func (d *Document) proxySettings() []Span {
	var spans []Span
	for _, dep := range d.deployments {
		for _, m := range dep.Modules() {
			for _, name := range [...]string{ProxyVar, ProtocolVar, NoProxyVar, HTTPProxyVar} {
				spans = appendValues(spans, m.Lookup(name))
			}
		}
	}
	return rising(spans)
}

// appendValues appends where the values of variables stand.
func appendValues(spans []Span, vars []Var) []Span {
	for _, v := range vars {
		spans = append(spans, v.Node.Span())
	}
	return spans
}

func rising(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return a.Start - b.Start })
	return spans
}

// within reports whether an offset lies in one of the spans, which are in rising
// order, and drops those before it.
func within(spans *[]Span, offset int) bool {
	for len(*spans) > 0 && (*spans)[0].End <= offset {
		*spans = (*spans)[1:]
	}
	return len(*spans) > 0 && (*spans)[0].Start <= offset
}

// holdsVariable reports whether a ${NAME} stands outside comments and the proxy
// settings.
func (d *Document) holdsVariable() bool {
	settings, comments := d.proxySettings(), d.comments()
	for at := 0; ; at += 2 {
		i := bytes.Index(d.Bytes()[at:], []byte("${"))
		if i < 0 {
			return false
		}
		at += i
		if !within(&settings, at) && !within(&comments, at) && isVariable(d.Bytes()[at+2:]) {
			return true
		}
	}
}

func (d *Document) comments() []Span {
	var spans []Span
	for _, o := range d.Oddities() {
		if o.Kind.comment() {
			spans = append(spans, o.Span)
		}
	}
	return spans
}

// isVariable reports whether b goes on with a name and a closing brace.
func isVariable(b []byte) bool {
	for i, c := range b {
		if c == '}' {
			return i > 0
		}
		if !isBraceByte(c) {
			return false
		}
	}
	return false
}
