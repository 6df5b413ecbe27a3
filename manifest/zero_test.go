package manifest_test

import (
	"iter"
	"reflect"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// TestZeroValues calls every method of the zero values that promise to work, with zero
// arguments: none may panic.
func TestZeroValues(t *testing.T) {
	for _, zero := range []any{manifest.Node{}, &manifest.Document{}, manifest.ProxyURL{}, manifest.Secret{}, manifest.Change{}, manifest.Var{}, &manifest.Result{}, manifest.Setting{}, manifest.Edit{}} {
		v := reflect.ValueOf(zero)
		for i := range v.NumMethod() {
			name, method := v.Type().Method(i).Name, v.Method(i)
			if name == "Format" {
				continue // fmt catches a panic, so TestPasswordsNotPrinted calls it
			}
			t.Run(v.Type().String()+"."+name, func(t *testing.T) {
				var in []reflect.Value
				for j := range method.Type().NumIn() {
					in = append(in, reflect.Zero(method.Type().In(j)))
				}
				for _, out := range method.Call(in) {
					if nodes, ok := out.Interface().(iter.Seq[manifest.Node]); ok {
						for range nodes {
						}
					}
				}
			})
		}
	}
}
