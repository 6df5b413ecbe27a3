package dial

import (
	"sync"

	"github.com/iotedge-tools/edgeproxy/lint/probe"
)

// contact remembers whether the proxy itself was reached: a proxy that was not reached
// is not tried again for each endpoint.
type contact struct {
	mutex   sync.Mutex
	reached bool
	failure *probe.Result // the first, if the proxy was not reached before
}

// note keeps what came of a connection: nil for one that was made.
func (c *contact) note(failure *probe.Result) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	switch {
	case failure == nil:
		c.reached, c.failure = true, nil
	case !c.reached && c.failure == nil:
		c.failure = failure
	}
}

// lost is why the proxy is not tried again; nil if it is.
func (c *contact) lost() *probe.Result {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.failure
}
