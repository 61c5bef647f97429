package sandbox

import (
	"deskside/build/sandbox/fault"
	"deskside/build/sandbox/useresponse"
	"deskside/build/sandbox/wire"
	"deskside/build/sandbox/world"
)

// What callers of a sandbox need of its rooms.
type (
	// Endpoints are the addresses and the made-up credentials of a sandbox.
	Endpoints = world.Endpoints
	// Keys are UseResponse API keys, one of each role.
	Keys = world.Keys
	// Logins are what auth/login.json accepts, one of each role.
	Logins = world.Logins
	// Login is an e-mail address and its password.
	Login = world.Login
	// Record is one answered API request.
	Record = wire.Record
	// Fault is a rule: which requests go wrong, how often, and how.
	Fault = fault.Fault
	// Visibility is which tickets the agents of one team see.
	Visibility = useresponse.Visibility
	// Titles are the forms in which an installation stores titles.
	Titles = world.Titles
	// Writes is how an installation of UseResponse answers what changes something.
	Writes = useresponse.Writes
	// FaultKind is what goes wrong with an answer.
	FaultKind = fault.Kind
)

// The faults a sandbox can inject.
const (
	FaultStatus   = fault.Status
	FaultSlow     = fault.Slow
	FaultTruncate = fault.Truncate
	FaultHTML     = fault.HTML
	FaultReset    = fault.Reset
	FaultSkew     = fault.Skew
	FaultEmpty    = fault.Empty
)

// Toggles is the pattern of the operations that flip a state and back again when
// they are sent twice.
const Toggles = "comments.vote|comments.best|objects.lock"

// How UseResponse answers what changes something.
const (
	WritesPayload = useresponse.WritesPayload
	WritesCreated = useresponse.WritesCreated
	WritesEmpty   = useresponse.WritesEmpty
	WritesNothing = useresponse.WritesNothing
)

// The sights that teams have.
const (
	SeesNone        = useresponse.SeesNone
	SeesResponsible = useresponse.SeesResponsible
	SeesTeams       = useresponse.SeesTeams
	SeesAll         = useresponse.SeesAll
)

// The forms that titles are stored in.
const (
	TitleNFC      = world.TitleNFC
	TitleNFD      = world.TitleNFD
	TitleSqueezed = world.TitleSqueezed
	TitleEntities = world.TitleEntities
)

// ErrOutdated is the error of opening a database file that another version of
// the sandbox wrote. What it holds is generated, so it can be removed.
var ErrOutdated = world.ErrOutdated

// ParseFault reads the form of --fault: PATTERN=KIND followed by members such as
// "objects.create=status,status=429,retry=5s,rate=0.2".
func ParseFault(text string) (Fault, error) { return fault.Parse(text) }
