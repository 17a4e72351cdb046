package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// safePath holds no "..", no empty segment, nothing encoded and no address: the token must not be sent elsewhere.
var safePath = regexp.MustCompile(`^[\w~-][\w.~-]*(/[\w~-][\w.~-]*)*$`)

// CallResource passes documents and changes on; the shim decides who may do what.
func (d *Datasource) CallResource(ctx context.Context, req *backend.CallResourceRequest, sender backend.CallResourceResponseSender) error {
	target, err := url.Parse(req.URL)
	if err != nil || !safePath.MatchString(req.Path) {
		return sender.Send(resourceError(http.StatusBadRequest, "invalid", "This path is not one of the query API."))
	}
	path := req.Path
	if target.RawQuery != "" {
		path += "?" + target.RawQuery
	}
	answer, err := d.client.send(ctx, req.PluginContext.User, req.Method, path, req.Body)
	if err != nil {
		return sender.Send(resourceError(http.StatusBadGateway, "unavailable", capitalised(err.Error())))
	}
	return sender.Send(&backend.CallResourceResponse{
		Status:  answer.status,
		Headers: map[string][]string{"Content-Type": {answer.contentType}},
		Body:    answer.body,
	})
}

// resourceError is the contract's ErrorResponse, for what the shim could not say itself.
func resourceError(status int, code, message string) *backend.CallResourceResponse {
	body, _ := json.Marshal(map[string]any{"error": map[string]string{"code": code, "message": message}})
	return &backend.CallResourceResponse{
		Status:  status,
		Headers: map[string][]string{"Content-Type": {"application/json"}},
		Body:    body,
	}
}
