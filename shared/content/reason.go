package content

// Reason is why something was lost, or for Changed what is there instead.
type Reason uint8

const (
	// NoReason needs none, or the loss says Instead.
	NoReason      Reason = iota
	RunsScripts          // content runs no scripts
	NotText              // it is not shown as text
	IsHidden             // it is hidden
	NoExtent             // it has no width or height
	OnlyText             // there is text only here
	NoDestination        // it leads nowhere
	OutsideTable         // it stands outside a table
	NotFirst             // it is not the first in details
	ThereTwice           // it is there twice
	NotPixels            // it is not a number of pixels
	ManyOpen             // more than 256 elements are open
	TooMuch              // the content is nested too deeply or too long
	OutsideList          // it stands outside a list or table
	OnePixel             // it is one pixel wide or high
	NoIdentifier         // it needs a name and an identifier without spaces
	NotPlainWord         // it is not a plain word
	NotKnown             // it is not known
	NotListed            // it is not on the list
	NoSuchTag            // there is no such tag
	Incomplete           // it is not complete, or nothing closes it
	ClosesNothing        // it closes nothing
	NothingCloses        // nothing closes it, or too much is open
	NoMark               // BBCode has no mark for it
	// The reasons of URLError, in its order.

	AddressEmpty       // the address is empty: enter one such as https://example.com
	AddressLong        // the address is longer than MaxURL: use a shorter one
	AddressScheme      // the address has a scheme that is not allowed: use http, https, mailto or tel
	AddressRelative    // the address is relative: write it in full, starting with https://
	AddressControl     // the address contains characters that cannot be seen: type it anew
	AddressCredentials // the address contains a user name before @: remove it
	AddressHost        // the address has a host name that is not valid: check the part after //
	AddressInvalid     // the e-mail address or phone number is not valid: check it

	// What follows is there instead.

	AsPlainColor      // the colour of the page's own text
	AsParagraphs      // paragraphs: it laid out a page
	AsParagraph       // a paragraph
	AsOneLineHeading  // a heading on one line
	AsQuoteWithLine   // a quote with its source in a line of text before it
	AsDecimal         // a list with decimal numbers
	AsOpenText        // text that is open
	AsTextAfterDashes // text after --
	AsOwnSize         // one of its own size
	AsName            // its name
	AsHeadless        // a table with an empty head
	AsOnePlace        // one that takes one place
	AsNoHead          // one that is no head
	AsOneLine         // one line
	AsLines           // lines of text
	AsBars            // lines with | between the cells
	AsQuoteLines      // lines after >, without reference or fold
	AsAlt             // its replacement text
	AsAddress         // its address
	AsUnfolded        // a quote that is not folded
	AsRoundBracket    // one with ( for [ in its name
	AsOtherMarks      // one with other quotation marks or brackets in its heading
	AsLink            // a link
	AsText            // its text

	// Reasons is how many there are.
	Reasons = iota
)

var reasonNames = [Reasons]string{
	RunsScripts:        "scripts",
	NotText:            "not_text",
	IsHidden:           "hidden",
	NoExtent:           "no_extent",
	OnlyText:           "only_text",
	NoDestination:      "no_destination",
	OutsideTable:       "outside_table",
	NotFirst:           "not_first",
	ThereTwice:         "twice",
	NotPixels:          "not_pixels",
	ManyOpen:           "many_open",
	TooMuch:            "too_much",
	OutsideList:        "outside_list",
	OnePixel:           "one_pixel",
	NoIdentifier:       "no_identifier",
	NotPlainWord:       "not_plain_word",
	NotKnown:           "not_known",
	NotListed:          "not_listed",
	NoSuchTag:          "no_such_tag",
	Incomplete:         "incomplete",
	ClosesNothing:      "closes_nothing",
	NothingCloses:      "nothing_closes",
	NoMark:             "no_mark",
	AddressEmpty:       "address.empty",
	AddressLong:        "address.long",
	AddressScheme:      "address.scheme",
	AddressRelative:    "address.relative",
	AddressControl:     "address.control",
	AddressCredentials: "address.credentials",
	AddressHost:        "address.host",
	AddressInvalid:     "address.invalid",
	AsPlainColor:       "as.plain_color",
	AsParagraphs:       "as.paragraphs",
	AsParagraph:        "as.paragraph",
	AsOneLineHeading:   "as.heading",
	AsQuoteWithLine:    "as.quote_line",
	AsDecimal:          "as.decimal",
	AsOpenText:         "as.open_text",
	AsTextAfterDashes:  "as.dashes",
	AsOwnSize:          "as.own_size",
	AsName:             "as.name",
	AsHeadless:         "as.headless",
	AsOnePlace:         "as.one_place",
	AsNoHead:           "as.no_head",
	AsOneLine:          "as.one_line",
	AsLines:            "as.lines",
	AsBars:             "as.bars",
	AsQuoteLines:       "as.quote_lines",
	AsAlt:              "as.alt",
	AsAddress:          "as.address",
	AsUnfolded:         "as.unfolded",
	AsRoundBracket:     "as.round",
	AsOtherMarks:       "as.other_marks",
	AsLink:             "as.link",
	AsText:             "as.text",
}

// Name is the reason in one word, for machines; "" for none.
func (r Reason) Name() string {
	if int(r) >= Reasons {
		return ""
	}
	return reasonNames[r]
}

// ReasonOf is why an address was refused with an error of ParseURL.
func ReasonOf(err error) Reason {
	if e, ok := err.(URLError); ok && ErrURLEmpty <= e && e <= ErrURLAddress {
		return AddressEmpty + Reason(e-ErrURLEmpty)
	}
	return AddressInvalid
}
