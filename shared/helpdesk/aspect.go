package helpdesk

//go:generate go run deskside/build/codec -file aspect.go -o aspect_gen.go

// Aspect is the member of a ticket that a Changed is about.
type Aspect string

const (
	StatusAspect   Aspect = "status"
	AssigneeAspect Aspect = "assignee"
	GroupAspect    Aspect = "group"
	PriorityAspect Aspect = "priority"
	TypeAspect     Aspect = "type"
	CategoryAspect Aspect = "category"
	ChannelAspect  Aspect = "channel"
	SubjectAspect  Aspect = "subject"
	ClientAspect   Aspect = "client"
	// TextAspect is the first message, whose values nobody reads in a line.
	TextAspect Aspect = "text"
	// PlaceAspect is whether a ticket lies among the others, in the archive or in
	// the trash: PlaceNormal, PlaceArchive or PlaceTrash.
	PlaceAspect Aspect = "place"
	// PrivateAspect is "1" where agents alone see the ticket.
	PrivateAspect Aspect = "private"
	OtherAspect   Aspect = "other"
)

// Aspects lists every aspect.
func Aspects() []Aspect {
	return []Aspect{
		StatusAspect, AssigneeAspect, GroupAspect, PriorityAspect, TypeAspect, CategoryAspect, ChannelAspect, SubjectAspect, ClientAspect,
		TextAspect, PlaceAspect, PrivateAspect, OtherAspect,
	}
}

// Places of a ticket.
const (
	PlaceNormal  = "normal"
	PlaceArchive = "archive"
	PlaceTrash   = "trash"
)
