// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/topicname.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gantry::wire {

namespace {

constexpr qsizetype maxTopicLength = 127;

bool isTopicCharacter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'%'
           || c == u'|' || c == u'_' || c == u'-';
}

Error illegal(const QString &detail)
{
    return {ErrorKind::IllegalMessage, detail, u"a topic's name has 1 to 127 characters of %|a-zA-Z0-9_-"_s,
            std::nullopt};
}

} // namespace

Result<void> checkTopicName(const TopicName &topic)
{
    const QString &name = topic.text();
    if (std::ranges::all_of(name, [](QChar c) { return c.isSpace(); }))
        return illegal(u"The specified topic is blank"_s);
    if (name.size() > maxTopicLength)
        return illegal(u"The specified topic is longer than topic max length %1."_s.arg(maxTopicLength));
    if (!std::ranges::all_of(name, isTopicCharacter))
        return illegal(
            u"The specified topic[%1] contains illegal characters, allowing only ^[%|a-zA-Z0-9_-]+$"_s.arg(
                name));
    return {};
}

} // namespace gantry::wire
