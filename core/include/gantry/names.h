// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHashFunctions>
#include <QString>

#include <compare>
#include <utility>

namespace gantry {

/// A text with a meaning. Two names of different kinds do not compare, convert or mix.
template<typename Tag>
class Named
{
public:
    Named() = default;
    explicit Named(QString text)
        : m_text(std::move(text))
    {
    }

    Named(const Named &other) = default;
    Named(Named &&other) noexcept = default;
    Named &operator=(const Named &other)
    {
        if (!sharesText(other)) // else the text would only be counted up and down
            m_text = other.m_text;
        return *this;
    }
    Named &operator=(Named &&other) noexcept = default;
    ~Named() = default;

    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }

    friend bool operator==(const Named &a, const Named &b) { return a.sharesText(b) || a.m_text == b.m_text; }
    friend std::strong_ordering operator<=>(const Named &a, const Named &b)
    {
        return a.m_text.compare(b.m_text) <=> 0;
    }
    friend size_t qHash(const Named &name, size_t seed = 0) { return qHash(name.m_text, seed); }

private:
    /// Answers for most copies without a look at the text, which may be in another core's cache.
    [[nodiscard]] bool sharesText(const Named &other) const
    {
        return m_text.constData() == other.m_text.constData() && m_text.size() == other.m_text.size();
    }

    QString m_text;
};

using TopicName = Named<struct TopicNameTag>;
using BrokerName = Named<struct BrokerNameTag>;
using GroupName = Named<struct GroupNameTag>;

/// "host:port", as routes write it; the part after the last colon is the port.
using Address = Named<struct AddressTag>;

} // namespace gantry
