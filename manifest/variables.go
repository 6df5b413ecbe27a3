package manifest

import "slices"

// variables are variables of one container, each name once, in the order in
// which the names came up. The zero value has none.
type variables struct {
	list  []Var
	index map[string]int // of list, once there are many
}

// few variables are found by looking at each.
const few = 16

// put adds a variable, or replaces the one of the same name.
func (s *variables) put(v Var) {
	if i := s.find(v.Name); i >= 0 {
		s.list[i] = v
		return
	}
	s.list = append(s.list, v)
	switch {
	case s.index != nil:
		s.index[v.Name] = len(s.list) - 1
	case len(s.list) > few:
		s.index = make(map[string]int, 2*few)
		for i, v := range s.list {
			s.index[v.Name] = i
		}
	}
}

// find is the place of a variable, -1 if there is none of that name.
func (s *variables) find(name string) int {
	if s.index == nil {
		return slices.IndexFunc(s.list, func(v Var) bool { return v.Name == name })
	}
	if i, ok := s.index[name]; ok {
		return i
	}
	return -1
}
