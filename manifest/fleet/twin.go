package fleet

import (
	"bytes"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/iotedge-tools/edgeproxy/manifest/fleet/condition"
)

// json reads the record in x.dec.
func (x *Extractor) json(f form) error {
	var err error
	if f == stateForm {
		err = x.members(func(id []byte) error {
			x.device.ID = string(id)
			return x.members(x.stateMember)
		})
	} else {
		err = x.members(x.twinMember)
		if x.device.Module != AgentTwin {
			x.device.Desired, x.device.Reported = nil, nil
		}
	}
	if err != nil {
		return err
	}
	switch _, err := x.dec.ReadToken(); {
	case err == nil:
		return &InputError{Msg: "more than one record stands on the line: expected one JSON object a line"}
	case err != io.EOF:
		return err
	}
	return nil
}

// members visits the members of the next object. visit gets the name, which is good until
// more is read, and must read the value. A value that is no object is passed over.
func (x *Extractor) members(visit func(name []byte) error) error {
	if x.dec.PeekKind() != '{' {
		return x.dec.SkipValue()
	}
	if _, err := x.dec.ReadToken(); err != nil {
		return err
	}
	for x.dec.PeekKind() == '"' {
		raw, err := x.dec.ReadValue()
		if err != nil {
			return err
		}
		name := []byte(raw[1 : len(raw)-1])
		if bytes.IndexByte(name, '\\') >= 0 {
			if name, err = jsontext.AppendUnquote(nil, raw); err != nil {
				return err
			}
		}
		if err := visit(name); err != nil {
			return err
		}
	}
	_, err := x.dec.ReadToken()
	return err
}

// skip passes over a value. It finds the faults in it.
func (x *Extractor) skip() error {
	_, err := x.dec.ReadValue()
	return err
}

// text reads a value that should be a text; any other one is "".
func (x *Extractor) text() (string, error) {
	raw, err := x.dec.ReadValue()
	if err != nil || raw.Kind() != '"' {
		return "", err
	}
	x.scratch, err = jsontext.AppendUnquote(x.scratch[:0], raw)
	return string(x.scratch), err
}

// twinMember reads a member of a twin. Those of bulk exports have other names.
func (x *Extractor) twinMember(name []byte) (err error) {
	switch string(name) {
	case "deviceId":
		x.saw.id = true
		x.device.ID, err = x.text()
		return err
	case "id":
		if x.saw.id {
			return x.skip()
		}
		x.device.ID, err = x.text()
		return err
	case "moduleId":
		x.device.Module, err = x.text()
		return err
	case "capabilities":
		return x.members(x.capability)
	case "tags":
		return x.readTags()
	case "etag", "eTag", "version":
		x.saw.whole = true
	case "targetCondition":
		return &InputError{Msg: "the record is a deployment: expected the twin of a device"}
	case "properties":
		x.saw.properties = true
		return x.members(x.propertiesMember)
	}
	return x.skip()
}

// stateMember reads a member of a device in an export of a hub's state. The export leaves
// reported properties out.
func (x *Extractor) stateMember(name []byte) error {
	switch string(name) {
	case "identity":
		return x.members(func(name []byte) error {
			if string(name) == "capabilities" {
				return x.members(x.capability)
			}
			return x.skip()
		})
	case "twin":
		x.saw.whole, x.saw.properties = true, true
		return x.members(func(name []byte) error {
			if string(name) == "tags" {
				return x.readTags()
			}
			return x.skip()
		})
	case "modules":
		return x.members(func(name []byte) error {
			if string(name) != AgentTwin {
				return x.skip()
			}
			return x.members(func(name []byte) error {
				if string(name) != "twin" {
					return x.skip()
				}
				return x.members(func(name []byte) error {
					if string(name) == "properties" {
						return x.members(x.agentMember)
					}
					return x.skip()
				})
			})
		})
	}
	return x.skip()
}

func (x *Extractor) capability(name []byte) error {
	if string(name) != "iotEdge" {
		return x.skip()
	}
	raw, err := x.dec.ReadValue()
	if err == nil && raw.Kind() == 'f' {
		x.device.Edge = false
	}
	return err
}

// readTags reads the tags.
func (x *Extractor) readTags() error {
	x.saw.tags = true
	return x.wanted(x.hub.tags[:min(1, len(x.hub.tags))], "tags", true)
}

// propertiesMember reads a member of properties: all of $edgeAgent's properties; of a
// device those that conditions read.
func (x *Extractor) propertiesMember(name []byte) error {
	if string(name) != "reported" || len(x.hub.reported) == 0 {
		return x.agentMember(name)
	}
	x.saw.reported = true
	start := x.dec.InputOffset()
	err := x.wanted(x.hub.reported, "reported", true)
	x.device.Reported = bytes.TrimLeft(x.record[start:x.dec.InputOffset()], " \t\r\n:")
	return err
}

// agentMember keeps the properties of a twin as they are written.
func (x *Extractor) agentMember(name []byte) error {
	desired, reported := string(name) == "desired", string(name) == "reported" // reading on would overwrite the name
	raw, err := x.dec.ReadValue()
	end := x.dec.InputOffset()
	switch text := x.record[end-int64(len(raw)) : end]; {
	case desired:
		x.device.Desired = text
	case reported:
		x.saw.reported = true
		x.device.Reported = text
	}
	return err
}

// wanted reads the value with a name if a condition asks for it or for what is in it.
func (x *Extractor) wanted(tree []*want, name string, exact bool) error {
	var w *want
	fold := false
	for _, one := range tree {
		switch {
		case one.name == name:
			w, fold = one, false
		case w == nil && strings.EqualFold(one.name, name):
			w, fold = one, true
		}
	}
	if w == nil {
		return x.skip()
	}
	exact = exact && !fold
	if x.dec.PeekKind() == '{' {
		if w.slot >= 0 {
			x.put(w.slot, condition.Value{Kind: condition.Compound}, exact)
		}
		return x.members(func(name []byte) error { return x.wanted(w.below, string(name), exact) })
	}
	if w.slot < 0 {
		return x.skip()
	}
	v, err := x.value()
	if err == nil {
		x.put(w.slot, v, exact)
	}
	return err
}

// value reads a value that a condition asks for.
func (x *Extractor) value() (condition.Value, error) {
	switch x.dec.PeekKind() {
	case '"':
		s, err := x.text()
		return condition.TextValue(s), err
	case '0':
		raw, err := x.dec.ReadValue()
		return condition.NumberValue(string(raw)), err
	case 't', 'f':
		raw, err := x.dec.ReadValue()
		return condition.BoolValue(raw.Kind() == 't'), err
	case 'n':
		return condition.Value{Kind: condition.Null}, x.skip()
	}
	return condition.Value{Kind: condition.Compound}, x.skip()
}
