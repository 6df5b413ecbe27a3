package schemas_test

import (
	"encoding/json"
	"fmt"

	"github.com/iotedge-tools/edgeproxy/schemas"
)

func Example() {
	text, err := schemas.Read("layered")
	if err != nil {
		fmt.Println(err)
		return
	}
	var schema struct {
		Title string
	}
	err = json.Unmarshal(text, &schema)
	fmt.Println(schema.Title, err)
	// Output:
	// Azure IoT Edge layered deployment <nil>
}
