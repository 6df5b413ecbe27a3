package rules

import (
	"strings"
	"testing"
)

// TestUsualImage: what is taken for right at a glance, the grammar takes, too.
func TestUsualImage(t *testing.T) {
	pieces := []string{"a", "b1", "0", ".", "-", "_", "/", ":", "A", "$", "@", "sha256", "upstream", "localhost", "", " "}
	usual := 0
	var build func(image string, left int)
	build = func(image string, left int) {
		if isUsualImage([]byte(image)) {
			usual++
			if fault := findImageFault(image); fault != nil {
				t.Errorf("%q is taken for right, but it %s", image, fault.message)
			}
		}
		for _, piece := range pieces {
			if left > 0 && piece != "" {
				build(image+piece, left-1)
			}
		}
	}
	build("", 5)
	build("example.azurecr.io/sensor", 3)
	build("a/"+strings.Repeat("a", 62), 2)
	if usual < 1000 || !isUsualImage([]byte("example.azurecr.io/plant/sensor_x:1.0.7-amd64")) {
		t.Errorf("%d of the images are usual", usual)
	}
}
