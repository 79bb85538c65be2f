// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/keptmessages.h"

namespace gantry::ui {

namespace {

/// About what it takes, with its place in the tables.
qint64 bytesOf(const Message &message)
{
    constexpr qsizetype allocation = 24;
    qsizetype bytes = qsizetype(sizeof(Message)) + 6 * allocation + message.body.size()
                      + 2 * (message.topic.text().size() + message.tag.size() + message.keys.size());
    for (const Property &property : message.properties)
        bytes +=
            qsizetype(sizeof(Property)) + 2 * allocation + 2 * (property.name.size() + property.value.size());
    return bytes;
}

} // namespace

quint64 KeptMessages::add(const std::shared_ptr<const Message> &message)
{
    if (const auto known = m_serials.constFind(message.get()); known != m_serials.cend())
        return *known;
    const quint64 serial = m_first + m_messages.size();
    m_messages.push_back(message);
    m_serials.insert(message.get(), serial);
    m_bytes += bytesOf(*message);
    while (m_bytes > m_maxBytes && !m_messages.empty())
        forgetFirst();
    return serial;
}

std::shared_ptr<const Message> KeptMessages::at(quint64 serial) const
{
    return serial < m_first || serial - m_first >= m_messages.size() ? nullptr : m_messages[serial - m_first];
}

void KeptMessages::forgetBefore(quint64 serial)
{
    while (m_first < serial && !m_messages.empty())
        forgetFirst();
}

void KeptMessages::forgetFirst()
{
    const std::shared_ptr<const Message> &message = m_messages.front();
    m_bytes -= bytesOf(*message);
    m_serials.remove(message.get());
    m_messages.pop_front();
    ++m_first;
}

} // namespace gantry::ui
