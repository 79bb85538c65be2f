// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "admin/topicspec.h"

#include "wire/topicname.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace gantry::admin {

namespace {

constexpr int maxQueues = 65535;
constexpr int allPermissions = permission::read | permission::write | permission::inherit;

/// `+key=value` sets, `-key` removes. Java: AttributeParser#parseToMap
bool isAttribute(const QString &text)
{
    if (text.startsWith(u'-'))
        return text.size() > 1 && !text.contains(u'=');
    const qsizetype equals = text.indexOf(u'=');
    return text.startsWith(u'+') && equals > 1 && equals + 1 < text.size() && text.count(u'=') == 1;
}

} // namespace

Result<void> checkTopicSpec(const TopicSpec &spec)
{
    if (Result<void> name = wire::checkTopicName(spec.topic); !name)
        return name;
    if (spec.queues < 1 || spec.queues > maxQueues)
        return Error{ErrorKind::Usage, u"a topic cannot have %1 queues"_s.arg(spec.queues),
                     u"give 1 to %1 for each broker"_s.arg(maxQueues), std::nullopt};
    if (spec.permission < 0 || spec.permission > allPermissions)
        return Error{ErrorKind::Usage, u"%1 is no permission"_s.arg(spec.permission),
                     u"add up 4 to read, 2 to write and 1 to inherit: mostly 6"_s, std::nullopt};
    if (spec.attributes.isEmpty())
        return {};
    for (const QString &attribute : spec.attributes.split(u',')) {
        if (!isAttribute(attribute.trimmed()))
            return Error{ErrorKind::Usage, u"\"%1\" is no topic attribute"_s.arg(attribute),
                         u"write +name=value to set one, -name to remove one, several separated by commas"_s,
                         std::nullopt};
    }
    return {};
}

wire::CreateTopicHeader createTopicHeader(const TopicSpec &spec)
{
    QStringList attributes = spec.attributes.split(u',', Qt::SkipEmptyParts);
    for (QString &attribute : attributes)
        attribute = attribute.trimmed();
    return {.topic = spec.topic.text(),
            .defaultTopic = u"TBW102"_s,
            .readQueueNums = spec.queues,
            .writeQueueNums = spec.queues,
            .perm = spec.permission,
            .order = spec.order,
            .attributes = attributes.join(u',')};
}

} // namespace gantry::admin
