package filter

//go:generate go run deskside/build/codec -file item.go -o item_gen.go

// ItemKind says what an Item is.
type ItemKind string

const (
	FieldItem    ItemKind = "field"
	WordItem     ItemKind = "word"
	DateItem     ItemKind = "date"
	StatusItem   ItemKind = "status"
	AgentItem    ItemKind = "agent"
	GroupItem    ItemKind = "group"
	TagItem      ItemKind = "tag"
	ChannelItem  ItemKind = "channel"
	ForumItem    ItemKind = "forum"
	CategoryItem ItemKind = "category"
	AccountItem  ItemKind = "account"
	// CustomItem is an additional field, OptionItem one of its values.
	CustomItem ItemKind = "custom"
	OptionItem ItemKind = "option"
	SortItem   ItemKind = "sort"
)
