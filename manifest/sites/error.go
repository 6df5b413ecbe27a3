package sites

import (
	"errors"
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Error is a fault of one or more sites. It holds no password.
type Error struct {
	At    Place
	Sites []string // that have this fault; at least one
	What  string   // lower case, without a full stop
	Err   error    // the cause, or nil
}

// Error formats the error as "FILE:LINE:COLUMN: site "NAME": WHAT", without a place if
// the list was not read from a file.
func (e *Error) Error() string {
	return fmt.Sprintf("%s%s: %s", e.At.prefix(), Naming(e.Sites), e.What)
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

// String is "FILE:LINE:COLUMN".
func (p Place) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }

// prefix is the place in front of a message; "" if the list was not read from a file.
func (p Place) prefix() string {
	if p == (Place{}) {
		return ""
	}
	return p.String() + ": "
}

// mostNamed is how many sites a message names.
const mostNamed = 5

// Naming is `site "a"` or `sites "a", "b" and 7 more`.
func Naming(names []string) string {
	if len(names) == 1 {
		return fmt.Sprintf("site %q", names[0])
	}
	var b strings.Builder
	b.WriteString("sites ")
	shown := names
	if len(names) > mostNamed {
		shown = names[:mostNamed-1]
	}
	for i, name := range shown {
		switch {
		case i > 0 && i == len(names)-1:
			b.WriteString(" and ")
		case i > 0:
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%q", name)
	}
	if more := len(names) - len(shown); more > 0 {
		fmt.Fprintf(&b, " and %d more", more)
	}
	return b.String()
}

// faults are errors of sites. Sites with the same error share one Error.
type faults struct {
	list []*Error
	same map[string]*Error
}

// add notes an error of a site; nil is none.
func (f *faults) add(site *Site, at Place, err error) {
	if err == nil {
		return
	}
	if first, ok := f.same[err.Error()]; ok {
		first.Sites = append(first.Sites, site.Name)
		return
	}
	e := &Error{At: at, Sites: []string{site.Name}, What: secret.Quoted(err.Error()), Err: err}
	if f.same == nil {
		f.same = map[string]*Error{}
	}
	f.same[err.Error()] = e
	f.list = append(f.list, e)
}

// once notes an error if an earlier site has the same text.
func (f *faults) once(seen map[string]*Site, site *Site, at Place, text, what, hint string) {
	if other, ok := seen[text]; ok {
		f.add(site, at, fmt.Errorf("%s site %q: %s", what, other.Name, hint))
		return
	}
	seen[text] = site
}

func (f *faults) err() error {
	all := make([]error, len(f.list))
	for i, e := range f.list {
		all[i] = e
	}
	return errors.Join(all...)
}
