package device

// Role is what a unit does with the proxy.
type Role uint8

// The roles.
const (
	Identityd Role = iota // talks to IoT Hub and DPS
	Certd                 // gets certificates by EST
	Edged                 // uses no proxy itself; "iotedge check" compares it
	Docker                // pulls the images
)

// roles names the units of each role: those of the packages, then those of snaps. The
// readers are as in the source: identity/aziot-identityd/src/lib.rs,
// cert/aziot-certd/src/est.rs; no hit in edgelet/aziot-edged.
var roles = [...]struct {
	name    string
	purpose string
	units   []string
}{
	Identityd: {"aziot-identityd", "aziot-identityd: IoT Hub and DPS", []string{"aziot-identityd.service", "snap.azure-iot-identity.identityd.service"}},
	Certd:     {"aziot-certd", "aziot-certd: EST servers", []string{"aziot-certd.service", "snap.azure-iot-identity.certd.service"}},
	Edged:     {"aziot-edged", "nobody; \"iotedge check\" compares it", []string{"aziot-edged.service", "snap.azure-iot-edge.aziot-edged.service"}},
	Docker:    {"docker", "Docker: images", []string{"docker.service", "snap.docker.dockerd.service"}},
}

// String is the short name of the role's daemon.
func (r Role) String() string { return roles[r].name }

// purpose says who reads the proxy, and for what.
func (r Role) purpose() string { return roles[r].purpose }

// levels are the folders in which systemd looks for units and drop-ins; the first
// wins. The last one is another name of the one before, where /lib is a link.
var levels = [...]string{
	"etc/systemd/system.control",
	"run/systemd/system.control",
	"etc/systemd/system",
	"run/systemd/system",
	"usr/local/lib/systemd/system",
	"usr/lib/systemd/system",
	"lib/systemd/system",
}

// managerLevels are the folders in which system.conf and system.conf.d are.
var managerLevels = [...]string{"etc/systemd", "run/systemd", "usr/local/lib/systemd", "usr/lib/systemd"}

// configFolders are those of the configuration: that of the packages, and where the
// snap azure-iot-edge keeps it.
var configFolders = [...]string{"etc/aziot", "var/snap/azure-iot-edge/common/shared/config/aziot"}
