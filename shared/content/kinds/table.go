// Package kinds is the table of what people format: each kind of node with its tags in BBCode, its
// elements in HTML, its marks in Markdown, how it is drawn and what an editor says of it. What the other
// rooms know of a name or a rule is written from here: go generate ./shared/content.
//
// A format that is its content in a tag, an element and nothing else is one row here. Nothing of the
// product links this package.
package kinds

// Rule is how a tag of BBCode is read.
type Rule string

const (
	Block  Rule = ""           // ends the paragraph, closes what is open within it when it closes
	Alone  Rule = "ruleAlone"  // has no closing tag
	Format Rule = "ruleFormat" // changes how text looks, and may overlap other formatting and blocks
	Raw    Rule = "ruleRaw"    // everything up to the closing tag is its text
	Word   Rule = "ruleWord"   // text without tags up to the closing tag is its value
)

// Is is how an element of HTML behaves among others: the names of some of the reader's rules.
type Is string

const (
	Phrase   Is = ""                       // within a line, and closed with what it stands in
	Reopens  Is = "isFormat"               // and browsers open it again in what follows
	Line     Is = "isBlock"                // starts and ends a line
	Special  Is = "isSpecial"              // an end tag of a phrase does not reach through it
	Boundary Is = "isSpecial | isBoundary" // nor does any other
	Rooted   Is = "isBlock | isBoundary"
)

// Kind is a kind of node.
type Kind struct {
	// Const is its constant in package content, Name what it is called in plain words, lower case.
	Const, Name string

	// Tag has the names of its tag in BBCode with spaces between, by the first of which it is printed,
	// Reads the rule. A bare tag takes neither value nor attributes, so that "[i think]" is none.
	Tag   string
	Reads Rule
	Bare  bool

	// Element has the names of its element in HTML, by the first of which it is printed, with Class where
	// that tells it from others, and Is how it behaves.
	Element, Class string
	Is             Is

	// Simple tells what is written as its content in its element and tag and drawn so, by whoever prints
	// or draws; other kinds have code of their own. A part has a place in a list or table alone.
	Simple, Part bool

	// Marks stand before and behind it in Markdown, the first of several for a link; "" for formatting
	// that Markdown cannot say. Elsewhere than in HTML and BBCode a simple block is what is in it.
	Marks string
	// Instead is the constant of formatting that a piece of text cannot have as well.
	Instead string
	// Values are what a rich editor says of it beside its content; $ is before strings.
	Values string
}

// Blocks are what stands in containers and holds nothing or inline nodes.
var Blocks = []Kind{
	{Const: "Paragraph", Name: "paragraph", Values: "align"},
	{Const: "Heading", Name: "heading", Values: "level align"},
	{Const: "CodeBlock", Name: "code block", Tag: "code php html", Reads: Raw, Values: "$language"},
	{Const: "Rule", Name: "rule", Tag: "hr", Reads: Alone, Bare: true, Element: "hr"},
}

// Containers: a List holds only Items, a Table only Rows, a Row only Cells; the others hold blocks.
var Containers = []Kind{
	{Const: "List", Name: "list", Values: "style ordinal"},
	{Const: "Item", Name: "list item", Tag: "li", Element: "li", Is: Line, Simple: true, Part: true},
	{Const: "Table", Name: "table", Tag: "table", Element: "table", Is: Rooted, Simple: true, Part: true},
	{Const: "Row", Name: "row", Tag: "tr", Element: "tr", Is: Special, Simple: true, Part: true},
	{Const: "Cell", Name: "cell", Tag: "td", Element: "td", Is: Boundary, Values: "header columns rows"},
	{Const: "Quote", Name: "quote", Tag: "quote", Element: "blockquote", Is: Line, Values: "$author $date $ref folded"},
	{Const: "Spoiler", Name: "spoiler", Tag: "spoiler", Element: "details", Is: Line, Values: "$title"},
	{Const: "Signature", Name: "signature", Element: "div", Class: "signature", Is: Line},
}

// Leaves are inline nodes that hold none.
var Leaves = []Kind{
	{Const: "Text", Name: "text", Values: "$text"},
	{Const: "Break", Name: "line break", Tag: "br", Reads: Alone, Bare: true, Element: "br"},
	{Const: "Image", Name: "image", Tag: "img image", Reads: Word, Element: "img image", Values: "$url $alt width height"},
	{Const: "Mention", Name: "mention", Tag: "mention user", Reads: Word, Values: "$name $ref"},
	{Const: "Attachment", Name: "attachment", Tag: "attach attachment", Reads: Word, Values: "$name $ref $url"},
}

// Formatting holds inline nodes; the first is a leaf as well: what code covers is one.
var Formatting = []Kind{
	{Const: "Code", Name: "inline code", Tag: "icode tt", Reads: Raw, Element: "code kbd samp tt", Is: Reopens, Marks: "`"},
	{Const: "Bold", Name: "bold", Tag: "b strong", Reads: Format, Bare: true, Element: "b strong", Is: Reopens, Simple: true, Marks: "**"},
	{Const: "Italic", Name: "italic", Tag: "i em", Reads: Format, Bare: true, Element: "i dfn em var", Is: Reopens, Simple: true, Marks: "_"},
	{Const: "Underline", Name: "underline", Tag: "u ins", Reads: Format, Bare: true, Element: "u ins", Is: Reopens, Simple: true},
	{Const: "Strike", Name: "strike", Tag: "s del strike", Reads: Format, Bare: true, Element: "s del strike", Is: Reopens, Simple: true, Marks: "~~"},
	{Const: "Sub", Name: "subscript", Tag: "sub", Reads: Format, Bare: true, Element: "sub", Simple: true},
	{Const: "Sup", Name: "superscript", Tag: "sup", Reads: Format, Bare: true, Element: "sup", Simple: true, Instead: "Sub"},
	{Const: "Color", Name: "colour", Tag: "color colour", Reads: Format, Values: "rgb"},
	{Const: "Size", Name: "size", Tag: "size", Reads: Format, Values: "step"},
	{Const: "Font", Name: "font", Tag: "font", Reads: Format, Element: "font", Is: Reopens, Values: "family"},
	{Const: "Link", Name: "link", Tag: "url link", Reads: Format, Element: "a", Is: Reopens, Marks: "[", Values: "$url"},
}

// Tag is a tag of BBCode that is no kind, or a part of one.
type Tag struct {
	Names string
	Reads Rule
	Bare  bool
}

var Tags = []Tag{
	{Names: "align"},
	{Names: "center centre", Bare: true},
	{Names: "email mail", Reads: Format},
	{Names: "h1"}, {Names: "h2"}, {Names: "h3"}, {Names: "h4"}, {Names: "h5"}, {Names: "h6"},
	{Names: "*", Reads: Alone, Bare: true},
	{Names: "justify", Bare: true},
	{Names: "left", Bare: true},
	{Names: "list"},
	{Names: "noparse nobbc plain", Reads: Raw, Bare: true},
	{Names: "ol"},
	{Names: "pre", Reads: Raw},
	{Names: "right", Bare: true},
	{Names: "tbody tfoot", Bare: true},
	{Names: "th"},
	{Names: "thead", Bare: true},
	{Names: "ul"},
}

// Element is an element of HTML that the reader does something about beside those of kinds, Kind the
// constant of the kind that it becomes.
type Element struct {
	Const, Names string
	Is           Is
	Kind         string
}

var Elements = []Element{
	{"Article", "address article aside dialog dl fieldset figcaption figure footer header hgroup legend main nav search section", Line, ""},
	{"Big", "big", Reopens, ""},
	{"Button", "button", Special, ""},
	{"Caption", "caption", Boundary, "Row"},
	{"Center", "center", Line, ""},
	{"Cite", "cite", Phrase, "Italic"},
	{"Dd", "dd", Line, ""},
	{"Dt", "dt", Line, ""},
	{"Form", "form", Line, ""},
	{"H1", "h1", Line, ""}, {"H2", "h2", Line, ""}, {"H3", "h3", Line, ""}, {"H4", "h4", Line, ""}, {"H5", "h5", Line, ""}, {"H6", "h6", Line, ""},
	{"Head", "body frameset head html", Phrase, ""}, // the tags mean nothing here
	{"Math", "math", Phrase, ""},
	{"Media", "audio canvas datalist select template video", Boundary, ""}, // not shown, whatever is in them
	{"Object", "object", Phrase, ""},
	{"Ol", "ol", Line, "List"},
	{"P", "p", Line, ""},
	{"Pre", "pre", Line, ""},
	{"Q", "q", Phrase, ""},
	{"Raw", "iframe noembed noframes noscript script style title", Phrase, ""}, // whose text is not content
	{"RawCode", "listing plaintext xmp", Phrase, ""},
	{"RawText", "textarea", Phrase, ""},
	{"Small", "small", Reopens, ""},
	{"Span", "span", Phrase, ""},
	{"Summary", "summary", Line, ""},
	{"Svg", "svg", Phrase, ""},
	{"Tbody", "tbody tfoot thead", Special, ""},
	{"Th", "th", Boundary, "Cell"},
	{"Time", "time", Phrase, ""},
	{"Ul", "ul dir menu", Line, "List"},
	{"Void", "area base basefont bgsound col colgroup embed frame input keygen link meta param source track wbr", Phrase, ""}, // empty and not shown
}

// Breakouts are the elements that end an svg or math around them (HTML, section 13.2.6.5).
const Breakouts = "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"

// Drawn are the elements of drawing programs, in the order of their operations from 0x20, of which there
// are 32; ? is one that none has. Simple kinds that are not there take the first free ones.
const Drawn = "span p h1 h2 h3 h4 h5 h6 blockquote pre code ul ol li table tr td th details summary cite ? b i u s sub sup a img div"

// EditorVersion is the first byte of what rich editors are told and say; see package rich.
const EditorVersion = 1
