#include "common/plan/check_place.h"

#include <algorithm>

namespace gom::plan {

using google::protobuf::FieldDescriptor;

Place NodeBase::At(int field_number, int index) const {
  if (tree_ == nullptr) return here_;
  const FieldDescriptor* field = message_->GetDescriptor()->FindFieldByNumber(field_number);
  if (!field->is_repeated()) {
    index = -1;
  } else if (index < 0) {
    index = 0;
  }
  auto found = tree_->GetLocation(field, index);
  // A list written as [a, b, c] has one place for all.
  if (found.line < 0 && index > 0) found = tree_->GetLocation(field, 0);
  return found.line < 0 ? here_ : Place{found.line + 1, found.column + 1};
}

bool NodeBase::Has(int field_number) const {
  const FieldDescriptor* field = message_->GetDescriptor()->FindFieldByNumber(field_number);
  return message_->GetReflection()->HasField(*message_, field);
}

std::string NodeBase::NameOf(int field_number) const {
  return message_->GetDescriptor()->FindFieldByNumber(field_number)->name();
}

const google::protobuf::Message& NodeBase::ChildMessage(int field_number, int index) const {
  const FieldDescriptor* field = message_->GetDescriptor()->FindFieldByNumber(field_number);
  const auto* reflection = message_->GetReflection();
  return field->is_repeated() ? reflection->GetRepeatedMessage(*message_, field, index)
                              : reflection->GetMessage(*message_, field);
}

const ParseTree* NodeBase::ChildTree(int field_number, int index) const {
  if (tree_ == nullptr) return nullptr;
  const FieldDescriptor* field = message_->GetDescriptor()->FindFieldByNumber(field_number);
  return tree_->GetTreeForNested(field, field->is_repeated() ? index : -1);
}

int NodeBase::Size(int field_number) const {
  const FieldDescriptor* field = message_->GetDescriptor()->FindFieldByNumber(field_number);
  return message_->GetReflection()->FieldSize(*message_, field);
}

void Mistakes::AddFilled(Place place, const text::Message& message,
                         const std::vector<std::string>& args) {
  list_.push_back({place.line, place.column, std::string(message.code),
                   text::Fill(message.vi, args), text::Fill(message.en, args)});
}

std::vector<Mistake> Mistakes::Sorted() && {
  std::stable_sort(list_.begin(), list_.end(), [](const Mistake& a, const Mistake& b) {
    return a.line != b.line ? a.line < b.line : a.column < b.column;
  });
  return std::move(list_);
}

}  // namespace gom::plan
