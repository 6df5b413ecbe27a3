package config

import (
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// ruleLevels reads the severities of rules.
func (d *decoder) ruleLevels(n *node) Rules {
	switch n.kind {
	case kindNull:
		return nil
	case kindMapping:
	default:
		d.fail(n.span.Start, `"rules" is %s: expected rules with their severities, each with a colon and a blank, such as { EP203: off }`, n.kind)
		return nil
	}
	rules, first, group := Rules{}, map[string]*node{}, map[string]bool{}
	for _, f := range n.fields {
		if d.err != nil {
			return nil
		}
		text := d.text(f.key, "the name of a rule")
		ids := d.named(text)
		switch {
		case d.err != nil:
			return nil
		case len(ids) == 0:
			d.unknownRule(f.key, text)
			return nil
		case len(ids) == 1:
			text = ids[0]
		}
		if !d.once(f.key, text, first) {
			return nil
		}
		for _, id := range ids { // a rule that is named by itself beats its group
			if _, named := rules[id]; !named || len(ids) == 1 || group[id] {
				rules[id], group[id] = set(d, f.key, d.severity(f.value)), len(ids) > 1
			}
		}
	}
	return rules
}

// rule is the ID of the one rule that a node names, or "" after a fault.
func (d *decoder) rule(n *node) string {
	text := d.text(n, "the name of a rule")
	switch ids := d.named(text); {
	case d.err != nil:
	case len(ids) == 0:
		d.unknownRule(n, text)
	case len(ids) > 1:
		d.fail(n.span.Start, "%s names a group of rules: expected one rule, such as %s", show(text), ids[0])
	default:
		return ids[0]
	}
	return ""
}

func (d *decoder) unknownRule(n *node, text string) {
	var names []string
	for _, r := range d.rules {
		names = append(names, r.ID, r.Name)
	}
	slices.Sort(names)
	d.fail(n.span.Start, `unknown rule %s: "edgeproxy rules" lists them all`, show(text)).Suggestion = check.Nearest(text, names)
}

func (d *decoder) severity(n *node) check.Severity {
	names := []string{check.Off.String(), check.Info.String(), check.Warning.String(), check.Error.String()}
	if n.kind != kindText {
		d.fail(n.span.Start, "the severity of a rule is %s: expected %s", n.kind, oneOf(names))
		return check.Off
	}
	text := n.text
	s, err := check.ParseSeverity(text)
	if err != nil {
		d.fail(n.span.Start, "unknown severity %s: expected %s", show(text), oneOf(names)).Suggestion = check.Nearest(text, names)
	}
	return s
}

// named lists the IDs of the rules that a text names, as check.Named does, but
// spelt exactly: editors hold the file to a schema, which knows one spelling.
func (d *decoder) named(text string) []string {
	ids := check.Named(text, d.rules)
	for _, r := range d.rules {
		if r.ID == text || r.Name == text || len(ids) > 1 && r.ID == ids[0] && r.ID[:len(text)] == text {
			return ids
		}
	}
	return nil
}
