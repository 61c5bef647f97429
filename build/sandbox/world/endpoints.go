package world

import "fmt"

// Endpoints are the addresses and the made-up credentials of a sandbox.
type Endpoints struct {
	UseResponseURL string `json:"useresponse_url"` // ends before /api/VERSION
	UsedeskURL     string `json:"usedesk_url"`     // ends before /METHOD
	Keys           Keys   `json:"keys"`
	UsedeskToken   string `json:"usedesk_token"`
	Logins         Logins `json:"logins"`
}

// Keys are UseResponse API keys, one of each role.
type Keys struct {
	Admin string `json:"admin"`
	Agent string `json:"agent"`
	User  string `json:"user"`
}

// Logins are what auth/login.json accepts, one of each role.
type Logins struct {
	Admin Login `json:"admin"`
	Agent Login `json:"agent"`
	User  Login `json:"user"`
}

// Login is an e-mail address and its password.
type Login struct {
	Email    string `json:"email"`
	Password string `json:"password"`
}

// EndpointsOf gives what a client needs of the world that a seed generates,
// answered at base.
func EndpointsOf(seed uint64, base string) Endpoints {
	suffix := ""
	if seed != 1 {
		suffix = fmt.Sprintf("-%d", seed)
	}
	return Endpoints{
		UseResponseURL: base,
		UsedeskURL:     base + "/uapi",
		Keys: Keys{
			Admin: "sandbox-admin-key" + suffix,
			Agent: "sandbox-agent-key" + suffix,
			User:  "sandbox-user-key" + suffix,
		},
		UsedeskToken: "sandbox-usedesk-token" + suffix,
		Logins: Logins{
			Admin: Login{"admin@harbor.test", "sandbox-admin-password"},
			Agent: Login{"agent@harbor.test", "sandbox-agent-password"},
			User:  Login{"user@harbor.test", "sandbox-user-password"},
		},
	}
}
