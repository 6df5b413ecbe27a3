package manifest

import (
	"strings"
)

// CreateOptions is the createOptions of a module. In a deployment it is JSON
// in a string, continued in createOptions01, createOptions02 and so on, and
// the runtime joins the parts (CombinedDockerConfig, DockerCreateOptions
// converters). In a template it may be an object.
type CreateOptions struct {
	// Parts are the members of settings that hold it, in the order of their
	// numbers; a part that is missing is a Node that does not exist.
	Parts []Node
	// Root is the JSON value, with spans mapped back into the file. It is
	// missing if there is none, or if Err is set.
	Root Node
	// Err is a *SyntaxError with positions in the file if the joined text is
	// not JSON.
	Err error
	// Odd lists what strict JSON would not allow in the joined text.
	Odd []Oddity
}

// Env is the list of "NAME=value" strings, missing if there is none.
func (o *CreateOptions) Env() Node {
	if env := o.Root.Fold("Env"); env.Kind() == Array {
		return env
	}
	return Node{}
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

// partNumber is the number of a createOptions member: 0 for createOptions, 1
// for createOptions01. Keys are matched without case.
func partNumber(key string) (int, bool) {
	const name = "createOptions"
	if len(key) < len(name) || !equalFold(key[:len(name)], name) {
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

// optionsPart is the number of the part of createOptions that a member of
// settings is.
func (n Node) optionsPart() (int, bool) {
	if n.KeySpan().Len() < len(`"createOptions"`) {
		return 0, false
	}
	return partNumber(n.Key())
}

func readCreateOptions(settings Node) *CreateOptions {
	o := &CreateOptions{}
	if settings.Kind() != Object {
		return o
	}
	for member := range settings.Children() {
		if i, ok := member.optionsPart(); ok {
			for len(o.Parts) <= i {
				o.Parts = append(o.Parts, Node{})
			}
			o.Parts[i] = member
		}
	}
	if len(o.Parts) == 1 && o.Parts[0].Kind() == Object {
		o.Root = o.Parts[0]
		return o
	}
	o.readParts()
	return o
}

// mayHoldEnv reports whether the createOptions of settings may have an Env. Few
// have one, so that most need not be read: a single string that does not hold
// the word has none.
func mayHoldEnv(settings Node) bool {
	strings := 0
	for member := range settings.Children() {
		if _, ok := member.optionsPart(); !ok {
			continue
		}
		if strings++; strings > 1 || member.Kind() != String || holdsEnv(member.Raw()) {
			return true
		}
	}
	return false
}

// holdsEnv reports whether raw, a string as it is written, holds "env" in any
// case, or an escape sequence that may stand for one of its letters.
func holdsEnv(raw []byte) bool {
	for i := 0; i+2 < len(raw); i++ {
		if raw[i+1]|0x20 == 'n' && raw[i]|0x20 == 'e' && raw[i+2]|0x20 == 'v' || raw[i] == '\\' && raw[i+1] == 'u' {
			return true
		}
	}
	return false
}

// readParts joins the string parts and reads the JSON in them.
func (o *CreateOptions) readParts() {
	var text joined
	for _, p := range o.Parts {
		if p.Kind() == Null {
			continue // the runtime takes it for "" and goes on
		}
		if p.Kind() != String {
			break
		}
		text.add(p)
	}
	if s := strings.TrimSpace(string(text.bytes)); s == "" || s == "null" {
		return
	}
	t, odd, err := read(source{text.bytes, "createOptions", o.Parts[0].tree, text.origin}, Limits{}.withDefaults())
	if err != nil {
		o.Err = err
		return
	}
	t.host = o.Parts[0]
	for _, x := range odd {
		x.Span = t.span(int32(x.Span.Start), int32(x.Span.End))
		o.Odd = append(o.Odd, x)
	}
	o.Root = Node{t, 0}
}
