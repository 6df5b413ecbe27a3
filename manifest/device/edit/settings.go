package edit

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// Settings are what the device gets.
type Settings struct {
	Proxy      proxy.URL
	Protocol   proxy.UpstreamProtocol // of edgeAgent; the zero value keeps AmqpWs and MqttWs, turns Amqp and Mqtt into them, and else sets AmqpWs
	NoProxy    string                 // hosts that Docker reaches without the proxy; "" for what stands there
	Docker     DockerPlace
	Apt        bool   // apt gets the proxy, too
	AgentImage string // of edgeAgent where config.toml names none; "" for that of the template, or DefaultAgentImage
}

// DefaultAgentImage is the image that aziot-edged 1.6 itself takes (super_config.rs).
const DefaultAgentImage = "mcr.microsoft.com/azureiotedge-agent:1.6"

// DockerPlace is where Docker gets the proxy from.
type DockerPlace uint8

// The places.
const (
	DropIn     DockerPlace = iota // a drop-in of docker.service, which "iotedge check" reads
	DaemonJSON                    // "proxies" of daemon.json, from Docker 23.0 on
	NoDocker                      // Docker is left alone
)

// dockerPlaces are the names that people give to the places.
var dockerPlaces = [...]string{DropIn: "dropin", DaemonJSON: "daemon.json", NoDocker: "none"}

// DockerPlaces are the names that ParseDockerPlace takes. The slice is the caller's.
func DockerPlaces() []string { return slices.Clone(dockerPlaces[:]) }

// ParseDockerPlace reads the name of a place. The error lists the names.
func ParseDockerPlace(name string) (DockerPlace, error) {
	for place, known := range dockerPlaces {
		if name == known {
			return DockerPlace(place), nil
		}
	}
	return DropIn, fmt.Errorf("unknown place %q: expected %s", name, strings.Join(dockerPlaces[:], ", "))
}

// check makes sure that all programs can read the values, and returns the address of
// the proxy without the blanks around it.
func (s Settings) check() (string, error) {
	value := s.Proxy.Reveal()
	switch {
	case s.Proxy.IsZero():
		return "", errors.New("no proxy: expected its address")
	case s.Proxy.Placeholder():
		return "", errors.New("the proxy is a placeholder: expected an address, because nothing fills in the files of a device")
	case strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }):
		return "", errors.New("the proxy has a character that is not ASCII, or a blank: the daemons of IoT Edge refuse it; expected a host in ASCII (xn--…), and the user and the password percent-encoded")
	case s.Protocol.Placeholder():
		return "", errors.New("the upstream protocol is a placeholder: expected AmqpWs or MqttWs")
	case strings.ContainsFunc(s.NoProxy, func(r rune) bool { return r < ' ' || r > '~' }):
		return "", errors.New("the list of hosts without a proxy has a character that is not ASCII")
	case !isImage(s.AgentImage):
		return "", errors.New("the image of edgeAgent has a blank or a quote in it: expected REGISTRY/NAME:TAG")
	}
	return value, nil
}

// isImage reports whether a text can stand in the place of an image.
func isImage(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' || r == '"' || r == '\\' })
}
