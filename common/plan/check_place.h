// Where in a plan file something stands, and the list of what is wrong there.
//
//   Node<v1::Plan> plan(message, &tree);
//   for (Node<v1::Form> form : plan.Children<v1::Form>(v1::Plan::kFormsFieldNumber))
//     if (form->code().empty()) mistakes.Add(form.At(v1::Form::kCodeFieldNumber), kCodeWrong, …);
//
// A Node is a message together with the part of the parser's tree that remembers where its fields
// were written. What was not written has the place of the message it is missing from. Borrows
// message and tree; both outlive it.
#ifndef GOM_COMMON_PLAN_CHECK_PLACE_H_
#define GOM_COMMON_PLAN_CHECK_PLACE_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/plan/load.h"
#include "common/text/message.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"

namespace gom::plan {

using ParseTree = google::protobuf::TextFormat::ParseInfoTree;

// 1-based; line 0: the file as a whole.
struct Place {
  int line = 0;
  int column = 0;
};

// The part of a Node that does not depend on the type of its message.
class NodeBase {
 public:
  // The place of this message in its parent.
  Place here() const { return here_; }
  // The place of a field; of element `index` where it is repeated.
  Place At(int field_number, int index = -1) const;
  // Whether a message field was written.
  bool Has(int field_number) const;
  // The name of a field, as the file spells it.
  std::string NameOf(int field_number) const;

 protected:
  NodeBase(const google::protobuf::Message& message, const ParseTree* tree, Place here)
      : message_(&message), tree_(tree), here_(here) {}
  const google::protobuf::Message& ChildMessage(int field_number, int index) const;
  const ParseTree* ChildTree(int field_number, int index) const;
  int Size(int field_number) const;

  const google::protobuf::Message* message_;
  const ParseTree* tree_;  // null: nothing was written
  Place here_;
};

template <typename M>
class Node : public NodeBase {
 public:
  explicit Node(const M& message, const ParseTree* tree, Place here = {})
      : NodeBase(message, tree, here) {}

  const M& operator*() const { return static_cast<const M&>(*message_); }
  const M* operator->() const { return &**this; }

  Node<google::protobuf::Message> Untyped() const {
    return Node<google::protobuf::Message>(*message_, tree_, here_);
  }
  // A message field: singular, or element `index` of a repeated one.
  template <typename C>
  Node<C> Child(int field_number, int index = -1) const {
    return Node<C>(static_cast<const C&>(ChildMessage(field_number, index)),
                   ChildTree(field_number, index), At(field_number, index));
  }
  template <typename C>
  std::vector<Node<C>> Children(int field_number) const {
    std::vector<Node<C>> children;
    children.reserve(static_cast<size_t>(Size(field_number)));
    for (int i = 0; i < Size(field_number); ++i) children.push_back(Child<C>(field_number, i));
    return children;
  }
};

// Everything that was found wrong.
class Mistakes {
 public:
  template <typename... Args>
  void Add(Place place, const text::Message& message, const Args&... args) {
    AddFilled(place, message, {std::string(absl::StrCat(args))...});
  }
  bool empty() const { return list_.empty(); }
  // By line, then column, then in the order found.
  std::vector<Mistake> Sorted() &&;

 private:
  void AddFilled(Place place, const text::Message& message, const std::vector<std::string>& args);
  std::vector<Mistake> list_;
};

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_CHECK_PLACE_H_
