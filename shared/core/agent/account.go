package agent

import (
	"deskside/shared/helpdesk"

	"deskside/shared/words"
)

//go:generate go run deskside/build/codec -o account_gen.go

// Account is what is needed to talk to one helpdesk as an agent.
type Account struct {
	// ID is chosen by the host and comes back with every ticket.
	ID     string          `msg:"id"`
	System helpdesk.System `msg:"system"`
	// Address is the helpdesk's address as AddressResult.Address gave it.
	Address string `msg:"address"`
	// Key is the API key (UseResponse) or the token of an API channel (Usedesk).
	Key string `msg:"key"`
	// Me is the number of the agent who uses the account, where the helpdesk does
	// not tell it by the key (Usedesk); 0 when not known.
	Me int64 `msg:"me"`
	// RequestsPerSecond and SearchesPerMinute are how much the helpdesk lets this
	// account send, where that is not what its API says of itself; 0 takes that.
	RequestsPerSecond int `msg:"requests_per_second"`
	SearchesPerMinute int `msg:"searches_per_minute"`
}

// AddressArgs asks what a typed address means: operation "account.address".
type AddressArgs struct {
	System helpdesk.System `msg:"system"`
	Input  string          `msg:"input"`
}

// AddressResult is a typed address, understood.
type AddressResult struct {
	// Address is what Account.Address takes.
	Address string `msg:"address"`
	// Host is what to show to a person.
	Host string `msg:"host"`
	// Pattern is the extension permission that the address needs.
	Pattern string `msg:"pattern"`
	// Warning is empty when there is nothing to warn of.
	Warning words.Say `msg:"warning"`
}

// CheckArgs asks whether an account works: operation "account.check".
type CheckArgs struct {
	Account Account `msg:"account"`
}

// CheckResult says who the key belongs to.
type CheckResult struct {
	// Address and Host are those at which the helpdesk has answered: what was
	// typed may be the address of one of its pages.
	Address string `msg:"address"`
	Host    string `msg:"host"`
	// Agents are those of whom the person may be one, where the key is nobody's.
	Agents []helpdesk.Person `msg:"agents"`
	// Agent has id 0 and no name where the helpdesk does not tell (Usedesk).
	Agent helpdesk.Person `msg:"agent"`
	// Summary is for the person who added the account.
	Summary words.Say `msg:"summary"`
}

// LoginArgs asks for the key of a person who has a password: operation
// "account.login". The password goes to that address alone and is kept by nobody.
type LoginArgs struct {
	System   helpdesk.System `msg:"system"`
	Address  string          `msg:"address"`
	Email    string          `msg:"email"`
	Password string          `msg:"password"`
}

// LoginResult is the key, for Account.Key, and whose it is.
type LoginResult struct {
	Key   string          `msg:"key"`
	Agent helpdesk.Person `msg:"agent"`
}
