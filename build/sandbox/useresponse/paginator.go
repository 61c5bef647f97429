package useresponse

// paginator is a page of a UseResponse list. Pages count from 1; the last page
// has no nextPage; an empty list has one page.
type paginator struct {
	TotalObjects   int  `json:"totalObjects"`
	ObjectsPerPage int  `json:"objectsPerPage"`
	TotalPages     int  `json:"totalPages"`
	CurrentPage    int  `json:"currentPage"`
	FirstPage      int  `json:"firstPage"`
	LastPage       int  `json:"lastPage"`
	NextPage       *int `json:"nextPage,omitempty"`
	Data           any  `json:"data"`
}

func paginate(total, page, perPage int, data any) paginator {
	pages := max(1, (total+perPage-1)/perPage)
	answer := paginator{
		TotalObjects: total, ObjectsPerPage: perPage, TotalPages: pages,
		CurrentPage: page, FirstPage: 1, LastPage: pages, Data: data,
	}
	if page < pages {
		next := page + 1
		answer.NextPage = &next
	}
	return answer
}
