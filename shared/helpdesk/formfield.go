package helpdesk

//go:generate go run deskside/build/codec -o formfield_gen.go

// FormField is one of the installation's own fields, as a form asks customers for it.
type FormField struct {
	ID int64 `msg:"id"`
	// Label and About are what it is called and what to enter, as the installation has them.
	Label string   `msg:"label"`
	About string   `msg:"about"`
	Kind  FormKind `msg:"kind"`
	// Choices are what there is to choose from.
	Choices []FormChoice `msg:"choices"`
	// Required fields cannot be left out.
	Required bool `msg:"required"`
}

// FormChoice is one of the values of a field: Value is what posts hold, Title what people read.
type FormChoice struct {
	Value string `msg:"value"`
	Title string `msg:"title"`
}

// FormKind is how a field is filled.
type FormKind string

const (
	// LineKind and AreaKind hold a text, of one line and of several; NumberKind a number
	// and DayKind a day, such as 2026-05-31.
	LineKind   FormKind = "line"
	AreaKind   FormKind = "area"
	NumberKind FormKind = "number"
	DayKind    FormKind = "day"
	// OneKind and SeveralKind have choices. BoxKind is ticked, and then holds Ticked.
	OneKind     FormKind = "one"
	SeveralKind FormKind = "several"
	BoxKind     FormKind = "box"
)

// Ticked is what a field of BoxKind holds that is ticked.
const Ticked = "1"

// PostField is the value of one of the installation's own fields: a text, or of a
// list the options that were chosen.
type PostField struct {
	ID     int64    `msg:"id"`
	Values []string `msg:"values"`
	// List says that several can be chosen, even where one is.
	List bool `msg:"list"`
}
