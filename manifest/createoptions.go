package manifest

import (
	"bytes"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
	"github.com/iotedge-tools/edgeproxy/manifest/placeholder"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// CreateOptions is the createOptions of a module. In a deployment it is JSON
// in a string, continued in createOptions01, createOptions02 and so on, and
// the runtime joins the parts (CombinedDockerConfig, DockerCreateOptions
// converters). In a template it may be an object.
type CreateOptions struct {
	// Parts are the members of settings that hold it, in the order of their
	// numbers; a part that is missing is a Node that does not exist.
	Parts []Node
	// Doubtful are members of settings whose names are nearly those of parts,
	// such as createOptions1, and parts that stand twice, as createOptions and
	// CreateOptions: the runtime joins some of them and fails on others.
	Doubtful []Node
	// Root is the JSON value, with spans mapped back into the file. It is
	// missing if there is none, or if Err is set.
	Root Node
	// Err is a *SyntaxError with positions in the file if the joined text is
	// not JSON.
	Err error
	// Odd lists what strict JSON would not allow in the joined text.
	Odd []Oddity
}

// Env lists what stands as Env: the lists of "NAME=value" strings, usually one
// or none. The device's reader appends a second list to the first, and forgets
// what came before a null.
func (o *CreateOptions) Env() []Node {
	var lists []Node
	for c := range o.Root.Children() {
		switch {
		case !c.KeyIs("Env", true):
		case c.Kind() == Array:
			lists = append(lists, c)
		case c.Kind() == Null:
			lists = nil
		}
	}
	return lists
}

// HidesEnv reports whether the device may find an Env list in text that we cannot read:
// its reader (Newtonsoft.Json) takes more than JSON. An "ENV" in the name of a
// placeholder, such as ${AGENT_ENV}, does not count.
func (o *CreateOptions) HidesEnv() bool {
	if o.Err != nil && holdsEnv([]byte(placeholder.Fill(o.Text(), placeholder.IsName))) {
		return true
	}
	return slices.ContainsFunc(o.Doubtful, func(n Node) bool { return n.Kind() == String && holdsEnv([]byte(n.Text())) })
}

// unread is the member that cannot be read.
func (o *CreateOptions) unread() Node {
	if len(o.Doubtful) > 0 {
		return o.Doubtful[0]
	}
	return o.Parts[0]
}

// Text is the joined text of the parts, whether or not it is JSON.
func (o *CreateOptions) Text() string {
	var text strings.Builder
	for _, part := range o.Parts {
		text.WriteString(part.Text())
	}
	return text.String()
}

// Unfilled reports whether a placeholder stands in the text.
func (o *CreateOptions) Unfilled() bool {
	_, _, ok := placeholder.Find(o.Text())
	return ok
}

// Gap is the number of the first missing part that has others after it, and
// whether there is one. The runtime refuses a gap.
func (o *CreateOptions) Gap() (int, bool) {
	for i, p := range o.Parts {
		if !p.Exists() {
			return i, true
		}
	}
	return 0, false
}

const optionsKey = "createOptions"

// partNumber is the number of a createOptions member: 0 for createOptions, 1
// for createOptions01. Keys are matched without case.
func partNumber(key string) (int, bool) {
	const name = optionsKey
	if len(key) < len(name) || !text.EqualFold(key[:len(name)], name) {
		return 0, false
	}
	switch rest := key[len(name):]; {
	case rest == "":
		return 0, true
	case len(rest) == 2 && '0' <= rest[0] && rest[0] <= '9' && '0' <= rest[1] && rest[1] <= '9' && rest != "00":
		return int(rest[0]-'0')*10 + int(rest[1]-'0'), true
	}
	return 0, false
}

// optionsPart reports which part of createOptions a member of settings is. named is
// also true if the name only contains the word createOptions, because the runtime looks
// for the word anywhere in the name.
func optionsPart(n Node) (number int, part, named bool) {
	if n.KeySpan().Len() < len(`"createOptions"`) {
		return 0, false, false
	}
	if n.KeyIs(optionsKey, false) {
		return 0, true, true // nearly all have this name
	}
	return optionsName(n.Key())
}

// optionsName is optionsPart for the name of a member.
func optionsName(key string) (number int, part, named bool) {
	number, part = partNumber(key)
	return number, part, part || strings.Contains(strings.ToLower(key), strings.ToLower(optionsKey))
}

func readCreateOptions(m *Module) *CreateOptions {
	o := &CreateOptions{}
	add := func(member Node, i int, part, named bool) {
		if !part {
			if named {
				o.Doubtful = append(o.Doubtful, member)
			}
			return
		}
		for len(o.Parts) <= i {
			o.Parts = append(o.Parts, Node{})
		}
		if o.Parts[i].Exists() {
			o.Doubtful = append(o.Doubtful, o.Parts[i])
		}
		o.Parts[i] = member
	}
	if settings := m.Settings(); settings.Kind() == Object {
		for member := range settings.Children() {
			i, part, named := optionsPart(member)
			if part && m.layer.sets(member) {
				continue // one member of the twin, which the longer key sets
			}
			add(member, i, part, named)
		}
	}
	for _, s := range m.layer.members {
		i, part, named := optionsName(s.name)
		add(s.node, i, part, named)
	}
	if len(o.Parts) == 1 && o.Parts[0].Kind() == Object {
		o.Root = o.Parts[0]
		return o
	}
	o.readParts()
	return o
}

// mayHoldEnv reports whether the createOptions of a module may have an Env. A single
// string without the word has none. Few createOptions have an Env, so most need not
// be read.
func mayHoldEnv(m *Module) bool {
	if len(m.layer.members) > 0 {
		return true
	}
	strings := 0
	for member := range m.Settings().Children() {
		_, part, named := optionsPart(member)
		if !named {
			continue
		}
		if strings++; strings > 1 || !part || member.Kind() != String || holdsEnv(member.Raw()) {
			return true
		}
	}
	return false
}

// holdsEnv reports whether raw, a string as it is written, holds "env" in any
// case, or an escape sequence that may stand for one of its letters.
func holdsEnv(raw []byte) bool { return spellsEnv(raw) || bytes.Contains(raw, []byte(`\u`)) }

// spellsEnv reports whether raw holds "env" in any case, letter by letter. The
// last letter is the rarest.
func spellsEnv(raw []byte) bool {
	for _, v := range [...]byte{'v', 'V'} {
		for rest := raw; ; {
			i := bytes.IndexByte(rest, v)
			if i < 0 {
				break
			}
			if i >= 2 && rest[i-1]|0x20 == 'n' && rest[i-2]|0x20 == 'e' {
				return true
			}
			rest = rest[i+1:]
		}
	}
	return false
}

// readParts joins the string parts and reads the JSON in them.
func (o *CreateOptions) readParts() {
	var text jsontree.Joined
	for _, p := range o.Parts {
		if p.Kind() == Null {
			continue // the runtime takes null for "" and goes on
		}
		if p.Kind() != String {
			break
		}
		text.Add(p)
	}
	if s := strings.TrimSpace(string(text.Bytes)); s == "" || s == "null" {
		return
	}
	o.Root, o.Odd, o.Err = text.Read("createOptions", o.Parts[0])
}
