package fleet

import "github.com/iotedge-tools/edgeproxy/manifest/jsontree"

// writer writes a merged manifest, and notes where each part comes from.
type writer struct {
	e      *Effective
	indent []byte
}

func (w *writer) text(s string, from *Deployment) {
	e := w.e
	if n := len(e.origins); n == 0 || e.origins[n-1].from != from {
		e.origins = append(e.origins, origin{len(e.Bytes), from})
	}
	e.Bytes = append(e.Bytes, s...)
}

func (w *writer) object(o *object) {
	w.e.Bytes = append(w.e.Bytes, '{')
	w.indent = append(w.indent, "  "...)
	for i, m := range o.members {
		separator := ",\n"
		if i == 0 {
			separator = "\n"
		}
		w.e.Bytes = append(append(w.e.Bytes, separator...), w.indent...)
		w.text(jsontree.Quote(m.key)+": ", m.from)
		if m.below != nil {
			w.object(m.below)
		} else {
			w.e.Bytes = append(w.e.Bytes, m.value.Raw()...)
		}
	}
	w.indent = w.indent[:len(w.indent)-2]
	if len(o.members) > 0 {
		w.e.Bytes = append(append(w.e.Bytes, '\n'), w.indent...)
	}
	w.e.Bytes = append(w.e.Bytes, '}')
}
