#include "common/plan/to_proto.h"

namespace gom::plan {

v1::Fraction ToProto(Fraction fraction) {
  v1::Fraction out;
  out.set_numerator(fraction.num);
  out.set_denominator(fraction.den);
  return out;
}

v1::Standing ToProto(Standing standing) {
  switch (standing) {
    case Standing::kNone:
      return v1::STANDING_UNSPECIFIED;
    case Standing::kNotYetDue:
      return v1::STANDING_NOT_YET_DUE;
    case Standing::kAchieved:
      return v1::STANDING_ACHIEVED;
    case Standing::kOutOfReach:
      return v1::STANDING_OUT_OF_REACH;
    case Standing::kNotYetKnown:
      return v1::STANDING_NOT_YET_KNOWN;
    case Standing::kOnTrack:
      return v1::STANDING_ON_TRACK;
    case Standing::kAtRisk:
      return v1::STANDING_AT_RISK;
  }
  return v1::STANDING_UNSPECIFIED;
}

v1::PartProgress::Kind ToProto(MeasureKind kind) {
  switch (kind) {
    case MeasureKind::kRatio:
      return v1::PartProgress::KIND_RATIO;
    case MeasureKind::kShare:
      return v1::PartProgress::KIND_SHARE;
    case MeasureKind::kCountSum:
    case MeasureKind::kCountItems:
      return v1::PartProgress::KIND_COUNT;
    case MeasureKind::kInfoSum:
    case MeasureKind::kInfoChoice:
    case MeasureKind::kInfoText:
      return v1::PartProgress::KIND_INFORMATION;
  }
  return v1::PartProgress::KIND_UNSPECIFIED;
}

}  // namespace gom::plan
