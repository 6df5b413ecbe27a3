package schemas_test

import (
	"encoding/json"
	"fmt"

	"github.com/iotedge-tools/edgeproxy/schemas"
)

func Example() {
	for _, name := range schemas.Names() {
		text, err := schemas.Read(name)
		fmt.Println(name, json.Valid(text), err)
	}
	// Output:
	// config true <nil>
	// configuration true <nil>
	// deployment true <nil>
	// layered true <nil>
	// report true <nil>
	// template true <nil>
}
