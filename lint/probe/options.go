package probe

import (
	"errors"
	"time"
)

// The defaults of a run.
const (
	DefaultTimeout = 15 * time.Second
	DefaultJobs    = 4
)

// ErrPlaceholder says that nobody can connect to the proxy as it is given.
var ErrPlaceholder = errors.New("the proxy is a placeholder: expected an address to connect to")
