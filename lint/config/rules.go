package config

import (
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/yamlfile"
)

// ruleLevels reads the severities of rules.
func (d *decoder) ruleLevels(n *yamlfile.Node) Rules {
	switch n.Kind {
	case yamlfile.IsNull:
		return nil
	case yamlfile.IsMapping:
	default:
		d.Fail(n.Span.Start, `"rules" is %s: expected rules with their severities, each with a colon and a blank, such as { EP203: off }`, n.Kind)
		return nil
	}
	rules, first, group := Rules{}, map[string]*yamlfile.Node{}, map[string]bool{}
	for _, f := range n.Fields {
		if d.Err != nil {
			return nil
		}
		text := d.Text(f.Key, "the name of a rule")
		ids := d.named(text)
		switch {
		case d.Err != nil:
			return nil
		case len(ids) == 0:
			d.unknownRule(f.Key, text)
			return nil
		case len(ids) == 1:
			text = ids[0]
		}
		if !d.Once(f.Key, text, first) {
			return nil
		}
		for _, id := range ids { // a rule that is named by itself beats its group
			if _, named := rules[id]; !named || len(ids) == 1 || group[id] {
				rules[id], group[id] = set(d, f.Key, d.severity(f.Value)), len(ids) > 1
			}
		}
	}
	return rules
}

// rule is the ID of the one rule that a node names, or "" after a fault.
func (d *decoder) rule(n *yamlfile.Node) string {
	text := d.Text(n, "the name of a rule")
	switch ids := d.named(text); {
	case d.Err != nil:
	case len(ids) == 0:
		d.unknownRule(n, text)
	case len(ids) > 1:
		d.Fail(n.Span.Start, "%s names a group of rules: expected one rule, such as %s", yamlfile.Show(text), ids[0])
	default:
		return ids[0]
	}
	return ""
}

func (d *decoder) unknownRule(n *yamlfile.Node, text string) {
	var names []string
	for _, r := range d.rules {
		names = append(names, r.ID, r.Name)
	}
	slices.Sort(names)
	d.Fail(n.Span.Start, `unknown rule %s: "edgeproxy rules" lists them all`, yamlfile.Show(text)).Suggestion = check.Nearest(text, names)
}

func (d *decoder) severity(n *yamlfile.Node) check.Severity {
	names := []string{check.Off.String(), check.Info.String(), check.Warning.String(), check.Error.String()}
	if n.Kind != yamlfile.IsText {
		d.Fail(n.Span.Start, "the severity of a rule is %s: expected %s", n.Kind, yamlfile.OneOf(names))
		return check.Off
	}
	text := n.Text
	s, err := check.ParseSeverity(text)
	if err != nil {
		d.Fail(n.Span.Start, "unknown severity %s: expected %s", yamlfile.Show(text), yamlfile.OneOf(names)).Suggestion = check.Nearest(text, names)
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
